"""PostgreSQL and Mosquitto as children on free ports of the loopback, for measurements and for tests."""
