"""Papers that ask for something, what they ask, of whom and by when, and how far it has got."""
