"""Search: what is asked, what was found, and coding it after it was looked at."""
