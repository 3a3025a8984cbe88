"""What one part of the site tells the others."""

from django.dispatch import Signal

# Live pages say something else, although none was published: a conference was extended, for
# example. Sent with `pages`, the same page in every language, within the transaction.
pages_changed = Signal()

# A revision is about to become public (or to be scheduled), whichever way that was asked for. Sent
# with `page`, the row as it is, and `revision`. A receiver that raises a ValidationError stops it.
page_goes_out = Signal()

# Many strings of one translation were written at once. Sent with `translation`.
strings_imported = Signal()
