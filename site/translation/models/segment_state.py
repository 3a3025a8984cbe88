"""States of a translated segment or page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """State of a segment; the state of a page is that of its least advanced segment."""

    UNTRANSLATED = "untranslated", pgettext_lazy("state of a translation", "Untranslated")
    STALE = "stale", pgettext_lazy("state of a translation", "Outdated")
    DRAFT = "draft", pgettext_lazy("state of a translation", "Draft")
    REVIEW = "review", _("Needs review")
    APPROVED = "approved", pgettext_lazy("state of a translation", "Approved")


# States that require a translator's work; review is a reviewer's.
TO_TRANSLATE = (State.UNTRANSLATED, State.STALE)
