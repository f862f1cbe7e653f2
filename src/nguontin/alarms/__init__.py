"""Alarms: urgent bulletins raised by two persons, or by one who breaks the glass."""
