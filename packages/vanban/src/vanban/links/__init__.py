"""How papers stand to each other: what their words say of the papers they cite, and whether two are the same."""
