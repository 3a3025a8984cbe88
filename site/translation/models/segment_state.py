"""States of a translated segment or page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """State of a segment; the state of a page is that of its least advanced segment."""

    UNTRANSLATED = "untranslated", _("Untranslated")
    STALE = "stale", _("Outdated")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Needs review")
    APPROVED = "approved", _("Approved")


# States that require a translator's work; review is a reviewer's.
TO_TRANSLATE = (State.UNTRANSLATED, State.STALE)
