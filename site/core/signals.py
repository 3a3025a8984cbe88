"""Signals between the apps of this site."""

from django.dispatch import Signal

# The content of live pages changed although none was published: a conference was extended, for
# example. Sent with `pages`, the same page in every language, within the transaction.
pages_changed = Signal()

# Pages may have become restricted: one got a restriction, or was moved. Sent with `pages`, for each
# queryset of `core.pages.restrictions.restricted`, within the transaction.
pages_restricted = Signal()

# A revision is about to be published or scheduled, by whichever way. Sent
# with `page`, the row as it is, and `revision`. A receiver that raises a ValidationError stops it.
pre_publish = Signal()

# Many strings of one translation were written at once. Sent with `translation`.
strings_imported = Signal()

# Pages were published together, by the seed. Sent with `published`, pairs of a specific, live page
# and its revision, within the transaction; see `core.pages.bulk_publication_signals`.
pages_published_together = Signal()

# Every text of these translations, of pages and snippets, was entered and published at once, by the
# seed. Sent with `translations`, within the transaction.
translations_published_together = Signal()
