"""What holds of a study as a whole, as values: who may see what."""
