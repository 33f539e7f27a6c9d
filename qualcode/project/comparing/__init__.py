"""Coders compared: rounds, agreement, disagreements, and a panel's decisions."""
