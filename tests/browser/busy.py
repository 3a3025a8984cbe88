"""What the demo has none of: running conferences, files of outcomes, a topic nobody translated.

Run on the site of this suite, so that every template is seen with all it may hold.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

from capacity.models import PortalPage
from conference.decisions.cancel_and_extend import extend
from conference.models import ConferencePage, Topic

DAY = timedelta(days=1)


def fill() -> None:
    now = timezone.now()
    portal = PortalPage.objects.get(locale=Locale.get_default())
    opened = add_conference(portal, "open", now - 9 * DAY, now + 2 * DAY)
    add_conference(portal, "upcoming", now + 20 * DAY, now + 34 * DAY)
    add_conference(portal, "over", now - 40 * DAY, now - 20 * DAY)
    extended = add_conference(portal, "extended", now - 9 * DAY, now + 1 * DAY)
    extend(extended, now + 15 * DAY, {"en": "More time was asked for."}, None)
    add_topic(opened)
    add_files()
    get_image_model().objects.create(title="A room", file=get_test_image_file())


def add_conference(portal: Any, slug: str, opens_at: datetime, closes_at: datetime) -> Any:
    """In every language; its words stay the same, as this suite looks at the form of pages."""
    page = ConferencePage(
        title=slug.title(),
        full_title=f"Capacity-building in the detection of living modified organisms: {slug}",
        summary="An exchange of views in writing.",
        slug=slug,
        locale=portal.locale,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    portal.add_child(instance=page)
    page.save_revision().publish()
    for locale in Locale.objects.exclude(pk=portal.locale_id):
        page.copy_for_translation(locale).save_revision().publish()
    return page


def add_topic(conference: Any) -> None:
    topic = Topic.objects.create(key="detection", name="Detection", locale=conference.locale)
    conference.topics = [topic]
    conference.save_revision().publish()


def add_files() -> None:
    """The report of the seeded conference on risk assessment, in two languages."""
    page = ConferencePage.objects.filter(slug="risk-assessment").order_by("pk")[0]
    (report,) = page.outcomes.all()
    documents = {code: library_document(code) for code in ("en", "fr")}
    report.files = [
        ("file", {"document": document, "language": code}) for code, document in documents.items()
    ]
    page.outcomes = [report]
    page.save_revision().publish()


def library_document(code: str) -> Any:
    document = get_document_model()(title=f"Report ({code})")
    document.file.save(f"report-{code}.pdf", ContentFile(b"%PDF-1.4\n" + b" " * 2048))
    return document
