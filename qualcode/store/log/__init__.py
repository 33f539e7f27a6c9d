"""The log: acts and their events, the chain, replay, what can be taken back."""
