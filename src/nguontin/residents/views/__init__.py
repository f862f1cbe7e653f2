"""Pages: open to everybody, and the desk of those who answer."""
