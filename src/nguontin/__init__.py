"""Nguồn Tin: the provincial source system for grassroots information."""
