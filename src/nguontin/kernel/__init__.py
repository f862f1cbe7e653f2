"""What every room of the server stands on: clock, errors, state machines, secrets, files, page helpers."""
