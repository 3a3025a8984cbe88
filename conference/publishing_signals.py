"""What publishing and unpublishing a conference does beyond the page: records and search index.

Withdrawing and publishing again count as changes of the schedule (`models.schedule_change_count`),
so that calendars accept the cancellation and, later, the event itself.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from django_tasks import task

from conference.models import ConferencePage, SessionPage
from conference.models.schedule_change_count import count_change
from conference.models.withdrawn_conference import WithdrawnConference
from core.gathered_tasks import following_publication, is_by_editor
from core.pages.bulk_publication_signals import one_page_only
from core.pages.public_querysets import readable
from search.index_updates import index_page


def connect() -> None:
    """Connects the signals."""
    page_unpublished.connect(_on_unpublished, dispatch_uid="conference.withdrawn")
    page_published.connect(_on_published, dispatch_uid="conference.published_again")
    page_published.connect(_index_translations, dispatch_uid="conference.published")


def _on_unpublished(instance: Page, **_kwargs: Any) -> None:
    """Wagtail also sends this before it deletes a live page."""
    page = instance.specific
    if isinstance(page, ConferencePage) and _was_public(page):
        record(page)


def _was_public(page: ConferencePage) -> bool:
    parent = page.get_parent()
    is_open = readable(Page.objects.filter(pk=parent.pk)).exists()
    return is_open and not page.get_view_restrictions().exists()


@transaction.atomic
def record(page: ConferencePage) -> None:
    """Records that this version of a conference, public until now, is withdrawn; not if it is over.

    The conference counts as withdrawn once no language has it any more.
    """
    now = timezone.now()
    if page.schedule.ends_at <= now:
        return
    sessions = SessionPage.objects.dated_in(page).filter(live=True)
    WithdrawnConference.objects.filter(ends_at__lte=now).delete()
    kept, _created = WithdrawnConference.objects.update_or_create(
        conference_key=page.translation_key,
        locale_id=page.locale_id,
        defaults={
            "portal_key": page.get_parent().translation_key,
            "url_path": page.url_path,
            "opens_at": page.opens_at,
            "ends_at": page.schedule.ends_at,
            "revision": page.schedule_revision + 1,
            "sessions": [WithdrawnConference.described(session) for session in sessions],
            "withdrawn_at": now,
        },
    )
    if not _is_live_elsewhere(page):
        _count(kept.keys)
        versions = WithdrawnConference.objects.filter(conference_key=page.translation_key)
        versions.update(revision=kept.revision, withdrawn_at=now)


def _on_published(instance: Page, **_kwargs: Any) -> None:
    """Wagtail also sends this for a page that is only scheduled."""
    if instance.live and isinstance(instance, ConferencePage):
        _publish_again(instance)


@transaction.atomic
def _publish_again(instance: ConferencePage) -> None:
    withdrawn = WithdrawnConference.objects.filter(conference_key=instance.translation_key)
    known = list(withdrawn)
    if known and not _is_live_elsewhere(instance):
        _count(sorted({key for version in known for key in version.keys}))
    if known:
        withdrawn.filter(locale=instance.locale_id).delete()


def _is_live_elsewhere(page: ConferencePage) -> bool:
    others = ConferencePage.objects.filter(translation_key=page.translation_key, live=True)
    return bool(others.exclude(pk=page.pk).exists())


def _count(keys: list[UUID]) -> None:
    for model in (ConferencePage, SessionPage):
        count_change(model, keys)


@one_page_only
def _index_translations(instance: Page, revision: Any = None, **_kwargs: Any) -> None:
    """Updates the search index in every language, since the original owns the outcomes."""
    if not isinstance(instance, ConferencePage) or not instance.is_original():
        return
    if is_by_editor(revision):
        following_publication(index_translations_of).enqueue(instance.pk)
    else:
        index_translations_of.call(instance.pk)


@task()
def index_translations_of(page_id: int) -> None:
    """Indexes the live translations of a page anew."""
    for translation in Page.objects.get(pk=page_id).get_translations().live():
        index_page(translation)
