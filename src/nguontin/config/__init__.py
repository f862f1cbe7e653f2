"""Settings, addresses and process entry of the server."""
