"""Records in a page's history which links its publication or unpublication has broken.

Forms and selections of the admin and its API ask first. Workflow approvals and schedules cannot
ask: what they break is named in the history of the page and in the site history report.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, Revision
from wagtail.signals import page_published, page_unpublished

from core.text.text_joining import clauses
from link_checks.internal_links import MOST_SHOWN, dead_links, referrers
from link_checks.page_hooks import known_dead_links

PUBLISHED, UNPUBLISHED = "link_checks.published", "link_checks.unpublished"


def connect() -> None:
    """Connects the receivers of Wagtail's signals."""
    page_published.connect(_record_dead_links, dispatch_uid="link_checks.published")
    page_unpublished.connect(_record_lost_links, dispatch_uid="link_checks.unpublished")


class _LinksFormatter(LogFormatter):
    sentence: str | Promise

    def format_message(self, log_entry: Any) -> str:
        return str(self.sentence % {"links": clauses(log_entry.data.get("links", []))})


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Registers the log actions of both records."""

    @actions.register_action(PUBLISHED)
    class PublishedWithDeadLinks(_LinksFormatter):
        label = gettext_lazy("Publish with links that lead nowhere")
        sentence = gettext_lazy("Published with links that lead nowhere: %(links)s")

    @actions.register_action(UNPUBLISHED)
    class UnpublishedThoughLinked(_LinksFormatter):
        label = gettext_lazy("Unpublish a page that others link to")
        sentence = gettext_lazy("No longer public, though these pages link to it: %(links)s")


def _record_dead_links(
    sender: type[Page], *, instance: Page, revision: Revision | None = None, **_more: Any
) -> None:
    # Seeds and imports publish without a user, in an order in which links are dead for a moment.
    if revision is None or revision.user_id is None:
        return
    found = known_dead_links(revision.user, instance)
    if found is None:
        found = dead_links(instance, _public_request())
    _record(instance, PUBLISHED, (link.target for link in found), revision)


def _record_lost_links(sender: type[Page], *, instance: Page, **_more: Any) -> None:
    linking = referrers(Page.objects.filter(pk=instance.pk))[:MOST_SHOWN]
    _record(instance, UNPUBLISHED, (page.title for page in linking), None)


def _record(page: Page, action: str, links: Iterable[str], revision: Revision | None) -> None:
    names = list(dict.fromkeys(links))
    if names:
        log(page, action, revision=revision, data={"links": names})


def _public_request() -> HttpRequest:
    """Returns a request to the public site: addresses are resolved as for its readers."""
    public = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return RequestFactory().get(
        "/", secure=public.scheme == "https", headers={"host": public.netloc}
    )
