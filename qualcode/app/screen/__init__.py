"""What pages have in common on the screen: words, choices, tables, charts, messages."""
