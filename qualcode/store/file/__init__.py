"""The project file itself: connections, its write-ahead log, copies, restoring, its shape."""
