"""What else happens when the settings of a conference are saved."""

from typing import Any

from django.db.models.signals import post_delete, post_save

from contributions.models import ModerationSettings
from contributions.record import participation_tag
from core import cache_tags


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(_settings_changed, sender=ModerationSettings, dispatch_uid=__name__)


def _settings_changed(instance: ModerationSettings, **_kwargs: Any) -> None:
    """Each page of the conference says who may take part."""
    cache_tags.drop([participation_tag(instance.conference_key)])
