"""Reads and writes Vietnamese administrative documents."""
