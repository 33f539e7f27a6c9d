"""A code's page: which code, and what is shown of it."""
