"""The demo: a small province carried through the whole way once, on its own shown clock."""
