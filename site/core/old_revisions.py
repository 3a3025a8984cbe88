"""Cleaning step for old revisions."""

from django.apps import apps
from django.conf import settings
from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from wagtail.models import Comment, Revision, RevisionMixin, TaskState

from core.housekeeping_registry import Cleaning, cleaning_step

# Revisions hold whole pages, and their deletion loads them.
REVISIONS_BATCH_SIZE = 100


@cleaning_step("revisions")
def delete_old_revisions(cleaning: Cleaning) -> int:
    """Deletes revisions that are older than KEPT_REVISIONS_DAYS, but the newest KEPT_REVISIONS."""
    return cleaning.delete(superfluous_revisions(cleaning), REVISIONS_BATCH_SIZE)


def superfluous_revisions(cleaning: Cleaning) -> QuerySet[Revision]:
    """Old revisions that nothing needs.

    Kept are those that are live, latest, scheduled, commented, or of a review, even a finished one:
    they would take the record of its decision with them.
    """
    rank = Window(
        RowNumber(),
        partition_by=[F("base_content_type_id"), F("object_id")],
        order_by=[F("created_at").desc(), F("pk").desc()],
    )
    ranked = Revision.objects.alias(rank=rank).filter(rank__gt=settings.KEPT_REVISIONS)
    return Revision.objects.filter(
        ~_is_in_use(),
        pk__in=ranked.values("pk"),
        created_at__lt=cleaning.before(settings.KEPT_REVISIONS_DAYS),
        approved_go_live_at=None,
    )


def _is_in_use() -> Q:
    used = Q(pk__in=TaskState.objects.exclude(revision=None).values("revision"))
    used |= Q(pk__in=Comment.objects.exclude(revision_created=None).values("revision_created"))
    for model in apps.get_models():
        if not issubclass(model, RevisionMixin):
            continue
        for name in ("latest_revision", "live_revision"):
            # Page types have those of their table `wagtailcore_page`.
            if name in {own.name for own in model._meta.local_fields}:
                keys = model._base_manager.exclude(**{name: None}).values(name)
                used |= Q(pk__in=keys)
    return used
