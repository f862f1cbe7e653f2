"""Hamlets and people from a table."""

from .hamlets import hamlet_importer
from .people import people_importer

__all__ = ["hamlet_importer", "people_importer"]
