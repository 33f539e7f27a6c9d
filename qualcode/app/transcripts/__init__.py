"""What the Transcripts page shows: files coming in, the texts, and who speaks in them."""
