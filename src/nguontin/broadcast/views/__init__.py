"""Pages of broadcasting."""
