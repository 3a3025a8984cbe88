"""Django signals for posted, edited, returned and withdrawn contributions.

Sent within the transaction, with `contribution`; whoever does more than write rows waits for
`transaction.on_commit`.
"""

from django.dispatch import Signal

posted = Signal()
"""It has got its number, and waits or is published."""
published = Signal()
"""Readers see it, for the first time or again."""
edited = Signal()
"""Title or text are others."""
redacted = Signal()
"""Passages were removed; sent after `edited`."""
returned = Signal()
withdrawn = Signal()
erased = Signal()
"""Authors' names were removed by statements that send no signal; with `keys` instead."""
