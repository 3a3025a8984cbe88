"""What one part of the site tells the others."""

from django.dispatch import Signal

# Live pages say something else, although none was published: a conference was extended, for
# example. Sent with `pages`, the same page in every language, within the transaction.
pages_changed = Signal()
