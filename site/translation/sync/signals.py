"""Signal sent when a changed original leaves more segments to translate."""

from django.dispatch import Signal

segments_to_translate = Signal()
"""Sent with `translation`, when an update of its source leaves more to translate than before."""
