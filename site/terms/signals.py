"""Signals of the terms app."""

from django.dispatch import Signal

# Terms were added, changed or removed. Sent after the commit, with `languages`: primary codes.
terms_changed = Signal()
