"""Collects the tasks that wait for a user, each with the URL of its screen.

A fixed number of queries, however many pages there are; lists are cut, their numbers are not.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation

from conference.models import ConferencePage
from conference.models.conference_querysets import ENDS_AT
from core.dates.formatting import format_instant
from core.languages.language_names import language_name
from core.text.text_joining import with_details
from translation import translation_querysets
from translation.board.board_scope import BoardScope, board_scope_of
from translation.board.original_pages import below, counterparts, kept_up
from translation.board.single_query_pagination import paginate
from translation.checks import stored_results
from translation.models import State

AT_MOST = 5
DAYS_AHEAD = 14


@dataclass(frozen=True)
class Entry:
    """One line of the panel: a title, the URL of the screen, and a remark."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """One list on the dashboard, with its total number."""

    key: str
    heading: str | Promise
    entries: list[Entry]
    number: int
    """Of all; more than there are entries where the list is cut."""
    more_url: str = ""

    @property
    def left_out(self) -> int:
        """The number of entries that are not shown."""
        return self.number - len(self.entries)


def waiting_for(user: Any) -> list[Group]:
    """The groups in which there is something."""
    scope = board_scope_of(user)
    found = [_reviews(user), _drafts(user)]
    if scope:
        found += [_conferences(scope), _stale(scope)]
    entries, number = failing(user, AT_MOST)
    more = f"{reverse('translation_checks')}?severity=error"
    found.append(Group("checks", _("Checks that fail"), entries, number, more))
    return [group for group in found if group.number]


def _reviews(user: Any) -> Group:
    """Pages that the user may approve or return."""
    states = TaskState.objects.reviewable_by(user).filter(
        workflow_state__base_content_type__app_label="wagtailcore"
    )
    tasks = states.select_related("workflow_state", "task").order_by("started_at")
    found = list(tasks)
    pages = Page.objects.select_related("locale").in_bulk(
        [int(state.workflow_state.object_id) for state in found[:AT_MOST]]
    )
    asked = [(pages.get(int(state.workflow_state.object_id)), state) for state in found[:AT_MOST]]
    above = _titles_above(pages.values())
    entries = [_entry(page, above, str(state.task.name)) for page, state in asked if page]
    return Group("reviews", _("To review"), entries, len(found))


def _drafts(user: Any) -> Group:
    """Pages whose latest draft, not published yet, is the user's own."""
    policy = policy_registry.get_by_type(Page)
    mine = policy.instances_user_has_permission_for(user, "change").filter(
        Q(live=False) | Q(has_unpublished_changes=True), latest_revision__user=user, alias_of=None
    )
    pages = mine.select_related("locale").order_by("-latest_revision_created_at")
    return _pages("drafts", _("Your drafts"), pages)


def _stale(scope: BoardScope) -> Group:
    """Translations that the user may edit, whose originals have changed."""
    behind = kept_up().filter(
        translation_key=OuterRef("translation_key"), locale=OuterRef("locale"), state=State.STALE
    )
    pages = scope.counterparts(counterparts()).filter(below(scope.trees)).filter(Exists(behind))
    ordered = pages.select_related("locale").order_by("path")
    more = f"{reverse('translation_board')}?state={State.STALE}"
    group = _pages("stale", _("Translations whose original has changed"), ordered)
    return Group(group.key, group.heading, group.entries, group.number, more)


def _conferences(scope: BoardScope) -> Group:
    """Those that open or close in the days ahead; each leads to its board."""
    now = timezone.now()
    then = now + timedelta(days=DAYS_AHEAD)
    soon = ConferencePage.objects.annotate(ends=ENDS_AT).filter(
        Q(opens_at__gt=now, opens_at__lte=then) | Q(ends__gt=now, ends__lte=then),
        pk__in=scope.originals().order_by().values("pk"),
    )
    found = list(soon.select_related("locale").defer_streamfields().order_by("opens_at", "path"))
    entries = [
        Entry(page.title, reverse("conference_board", args=[page.pk]), _turn(page, now))
        for page in found[:AT_MOST]
    ]
    return Group("conferences", _("Conferences that open or close soon"), entries, len(found))


def _turn(conference: ConferencePage, now: datetime) -> str:
    if conference.opens_at > now:
        return gettext("opens on %(instant)s") % {"instant": format_instant(conference.opens_at)}
    closing = format_instant(conference.schedule.ends_at)
    return gettext("closes on %(instant)s") % {"instant": closing}


def _pages(key: str, heading: Any, pages: QuerySet[Any]) -> Group:
    page = paginate(pages, None, AT_MOST)
    above = _titles_above(page)
    return Group(key, heading, [_entry(each, above) for each in page], page.paginator.count)


def _titles_above(pages: Iterable[Page]) -> dict[str, str]:
    """Returns tree path → title of the pages directly above; every conference has an agenda."""
    paths = {page.path[: -page.steplen] for page in pages}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))


def _entry(page: Page, above: dict[str, str], note: str = "") -> Entry:
    place = above.get(page.path[: -page.steplen], "")
    text = with_details([place, language_name(page.locale.language_code), note])
    title = str(page.draft_title or page.title)
    return Entry(title, reverse("wagtailadmin_pages:edit", args=[page.pk]), text)


def failing(user: Any, at_most: int) -> tuple[list[Entry], int]:
    """Returns translations with errors that the user may edit, and the number of all.

    The last changed first. What changed since the last look is checked first, in bounded numbers.
    """
    mine = translation_querysets.visible_to(user)
    stored_results.refresh(mine)
    found = stored_results.with_errors(mine).select_related(
        "source", "source__specific_content_type", "target_locale", "check_result"
    )
    shown = list(found[:at_most])
    keys = [translation.source.object_id for translation in shown]
    rows = Page.objects.filter(translation_key__in=keys)
    pages = {
        (key, locale): pk for pk, key, locale in rows.values_list("pk", "translation_key", "locale")
    }
    return [_failing(each, pages) for each in shown], found.count()


def _failing(translation: Translation, pages: dict[tuple[Any, int], int]) -> Entry:
    errors = translation.check_result.errors
    count = ngettext("%(count)d error", "%(count)d errors", errors) % {"count": errors}
    language = language_name(translation.target_locale.language_code)
    title = translation.source.object_repr
    return Entry(title, _url(translation, pages), with_details([language, count]))


def _url(translation: Translation, pages: dict[tuple[Any, int], int]) -> str:
    page = pages.get((translation.source.object_id, translation.target_locale_id))
    if page is not None:
        return reverse("wagtailadmin_pages:edit", args=[page])
    snippet = translation.get_target_instance()
    return AdminURLFinder().get_edit_url(snippet) or ""
