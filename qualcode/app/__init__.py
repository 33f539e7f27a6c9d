"""The app: one file a page; a page reads input, calls one verb of the project, shows the value."""
