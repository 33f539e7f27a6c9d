"""Who sits in a window of the app, in which study, and what the window remembers."""
