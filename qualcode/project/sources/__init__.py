"""What is studied: transcripts, who speaks in them, brackets, and how they are searched."""
