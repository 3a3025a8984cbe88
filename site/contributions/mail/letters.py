"""What each kind of mailing says: subject, plain text and HTML, in one language.

Read when it is sent: a contribution that is not published by then appears in no mail.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from secrets import token_hex
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, pgettext

from contributions import edit_marks
from contributions.conference_registry import Conference, Session
from contributions.models import Contribution, MailingKind
from contributions.reading.contribution_urls import address_of
from core.dates.formatting import format_instant
from core.text.bidi_isolation import direction_of, isolate
from core.text.bidi_isolation_in_html import isolate_in_html
from core.text.text_joining import with_details

EXCERPT = 600  # characters of each contribution in a digest
# Stands in a letter where each recipient's own link to unsubscribe is put.
# Not to be guessed, so that no contribution can have it.
UNSUBSCRIBE = f"https://{token_hex(12)}.invalid/"


@dataclass(frozen=True)
class Letter:
    """What a mailing says to all recipients of one language and choice."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Item:
    """A published contribution in a mail."""

    contribution: Contribution
    session: Session

    @property
    def url(self) -> str:
        """Its absolute permanent URL."""
        return address_of(self.contribution, absolute(self.session.url))

    @property
    def direction(self) -> str:
        """Of the language it is written in."""
        return direction_of(self.contribution.language)

    @property
    def author(self) -> str:
        """Name, organization, affiliation and country, as they were at the posting."""
        found: Any = self.contribution
        parts = [
            found.author_name or gettext("Name removed"),
            found.author_organization,
            found.get_author_affiliation_display(),
            str(found.author_country.name) if found.author_country else "",
        ]
        return with_details(parts)

    @property
    def posted(self) -> str:
        """The instant of the posting, in UTC."""
        at = self.contribution.posted_at
        return format_instant(at) if at else ""

    @property
    def html(self) -> SafeString:
        """The text in HTML, cleaned when it was saved."""
        return mark_safe(self.contribution.html.replace(edit_marks.GAP, _gap()))  # noqa: S308

    @property
    def text(self) -> str:
        """The text in Markdown."""
        return self.contribution.text.replace(edit_marks.GAP, _gap())

    @property
    def excerpt(self) -> str:
        """The beginning of the text."""
        return Truncator(self.text).chars(EXCERPT)


def of_contribution(item: Item, conference: Conference) -> Letter:
    """The whole contribution."""
    found = item.contribution
    subject = f"[#{found.number}] {found.title}"
    return _letter("contribution", subject, {"item": item, "conference": conference})


def of_digest(
    groups: Iterable[tuple[Conference, list[tuple[Session, list[Item]]]]], count: int
) -> Letter:
    """The beginnings of the contributions, by conference and session."""
    subject = gettext("Contributions of the day: %(count)d") % {"count": count}
    return _letter("digest", subject, {"groups": groups, "title": subject})


def of_notice(kind: MailingKind, conference: Conference) -> Letter:
    """What has become or will become of a conference."""
    at = format_instant(conference.closes_at)
    sentences = {
        MailingKind.OPENING: gettext(
            "The conference is open. It takes contributions until %(at)s."
        ),
        MailingKind.CLOSING_SOON: gettext(
            "The conference closes soon. It takes contributions until %(at)s."
        ),
        MailingKind.EXTENSION: gettext(
            "The conference has been extended. It takes contributions until %(at)s."
        ),
        MailingKind.CLOSED: gettext(
            "The conference closed on %(at)s. The contributions stay on record. Thank you for "
            "taking part."
        ),
        MailingKind.CANCELLED: gettext(
            "The conference is cancelled and does not take place as announced. It accepts no "
            "contributions; the reason is given on its page."
        ),
    }
    labels = {
        MailingKind.OPENING: pgettext("subject of a mail", "Open: %(title)s"),
        MailingKind.CLOSING_SOON: pgettext("subject of a mail", "Closing soon: %(title)s"),
        MailingKind.EXTENSION: pgettext("subject of a mail", "Extended: %(title)s"),
        MailingKind.CLOSED: pgettext("subject of a mail", "Closed: %(title)s"),
        MailingKind.CANCELLED: pgettext("subject of a mail", "Cancelled: %(title)s"),
    }
    context = {
        "title": conference.title,
        "sentences": [sentences[kind] % {"at": at}],
        "url": absolute(conference.url),
    }
    return _letter("notice", labels[kind] % {"title": conference.title}, context)


def of_decision(kind: MailingKind, contribution: Contribution) -> Letter:
    """To the author: number, decision and reason, without a word of the contribution itself."""
    sentences = {
        MailingKind.OWN_PUBLISHED: gettext("The moderators have published your contribution."),
        MailingKind.OWN_RETURNED: gettext(
            "The moderators have returned your contribution. You can correct it and resend it."
        ),
        MailingKind.OWN_WITHDRAWN: gettext(
            "The moderators have withdrawn your contribution. Its number, date and reason stay "
            "on record."
        ),
    }
    subjects = {
        MailingKind.OWN_PUBLISHED: gettext("Your contribution #%(number)s is published"),
        MailingKind.OWN_RETURNED: gettext("Your contribution #%(number)s was returned"),
        MailingKind.OWN_WITHDRAWN: gettext("Your contribution #%(number)s was withdrawn"),
    }
    subject = subjects[kind] % {"number": contribution.number}
    context = {
        "title": subject,
        "sentences": [sentences[kind]],
        "reason": contribution.state_reason,
        "url": absolute(reverse("contributions_own", args=[contribution.number])),
        "is_own": True,
    }
    return _letter("notice", subject, context)


def _letter(name: str, subject: str, context: dict[str, Any]) -> Letter:
    language = get_language() or settings.LANGUAGE_CODE
    shared = {
        "unsubscribe_url": UNSUBSCRIBE,
        "settings_url": absolute(reverse("contributions_mail")),
        "language": language,
        "direction": direction_of(language),
    }
    text = render_to_string(f"contributions/mail/{name}.txt", shared | context)
    html = render_to_string(f"contributions/mail/{name}.html", shared | context)
    subject = isolate(" ".join(subject.split()), language)
    return Letter(subject, isolate(text.strip(), language) + "\n", isolate_in_html(html))


def absolute(url: str) -> str:
    """The URL with the site's address."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


def _gap() -> str:
    return "[" + gettext("passage removed by the moderators") + "]"
