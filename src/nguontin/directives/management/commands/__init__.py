"""Commands of the room `directives`."""
