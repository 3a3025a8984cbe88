"""What a translation can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Of one segment; of a whole page, the state of the segment that is farthest behind."""

    UNTRANSLATED = "untranslated", _("Untranslated")
    STALE = "stale", _("Stale")
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("Needs review")
    APPROVED = "approved", _("Approved")


# The work that is left: a reviewer's is not a translator's.
TO_TRANSLATE = (State.UNTRANSLATED, State.STALE)
