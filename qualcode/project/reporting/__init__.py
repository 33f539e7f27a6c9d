"""What a study tells: tables, methods text, progress, and the log of decisions."""
