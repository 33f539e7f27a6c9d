"""The machine's help: runs, the queue, cards, decisions, and reasons."""
