"""A coder's work: codings, readings, memos, the desk's worksheets, and taking back."""
