"""Template filters of the residents' pages."""
