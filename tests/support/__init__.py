"""Servers and the browser that tests across processes need."""
