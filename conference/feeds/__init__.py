"""Calendars (iCalendar) and feeds (Atom) of conferences."""
