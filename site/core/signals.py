"""Signals between the apps of this site."""

from django.dispatch import Signal

# The content of live pages changed although none was published: a conference was extended, for
# example. Sent with `pages`, the same page in every language, within the transaction.
pages_changed = Signal()

# A revision is about to be published or scheduled, by whichever way. Sent
# with `page`, the row as it is, and `revision`. A receiver that raises a ValidationError stops it.
pre_publish = Signal()

# Many strings of one translation were written at once. Sent with `translation`.
strings_imported = Signal()
