"""Sentences about a conference's dates, as safe HTML with `<time>` elements."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from conference.models.extension import Extension
from conference.schedule import Schedule
from core.dates.formatting import day_element, in_sentence, time_element
from core.text.bidi_isolation import direction_of

if TYPE_CHECKING:
    from conference.models.conference_page import ConferencePage


@dataclass(frozen=True)
class Notice:
    """One decision about the dates, in the language of the page that shows it."""

    sentence: SafeString
    """Safe HTML: its instants are `<time>` elements."""
    reason: str = ""
    language: str = ""
    """The code of the reason's language, where that is not the page's; else empty."""
    direction: str = ""

    @property
    def line(self) -> SafeString:
        """Sentence and reason in one line, as safe HTML."""
        if not self.reason:
            return self.sentence
        if not self.language:
            return format_html("{} {}", self.sentence, self.reason)
        return format_html(
            '{} <span lang="{}" dir="{}">{}</span>',
            self.sentence,
            self.language,
            self.direction,
            self.reason,
        )


def opening_and_closing(schedule: Schedule) -> SafeString:
    """Returns opening and closing instants in one line, as safe HTML."""
    return in_sentence(
        gettext("Opening: %(opening)s. Closing: %(closing)s."),
        opening=time_element(schedule.opens_at),
        closing=time_element(schedule.ends_at),
    )


def dates(conference: "ConferencePage") -> str:
    """Returns the conference's dates in words, from first to last day."""
    return gettext("Online conference: %(dates)s") % {"dates": conference.schedule.dates}


def cover_lines(conference: "ConferencePage") -> list[str]:
    """Returns dates, extensions and state, one per line, for the cover of the print version."""
    schedule = conference.schedule
    extensions: list[str] = [notice.line for notice in conference.extension_notices]
    if schedule.extension and not extensions:
        extensions = [schedule.extension]
    lines = [dates(conference), opening_and_closing(schedule)]
    cancelled = [notice.line] if (notice := conference.cancellation_notice) else []
    return [*lines, *extensions, conference.state_sentence, *cancelled]


def search_lines(conference: "ConferencePage") -> list[str]:
    """Returns dates, extension and state, one per line, for search results; costs no query."""
    schedule = conference.schedule
    extension = [schedule.extension] if schedule.extension else []
    lines = [dates(conference), opening_and_closing(schedule)]
    return [*lines, *extension, conference.state_sentence]


def notices(conferences: Iterable["ConferencePage"]) -> list[list[Notice]]:
    """Returns, for each conference, a notice of each recorded extension, oldest first.

    Two queries for any number of conferences, none if no closing was moved.
    """
    pages = list(conferences)
    extended = [page for page in pages if page.extended_to is not None]
    records: dict[UUID, list[Extension]] = defaultdict(list)
    for extension in Extension.objects.of(*extended).with_reasons() if extended else ():
        records[extension.conference.translation_key].append(extension)
    return [_notices(page, records[page.translation_key]) for page in pages]


def _notices(conference: "ConferencePage", extensions: list[Extension]) -> list[Notice]:
    former, found = conference.closes_at, []
    for extension in extensions:
        sentence = _sentence(extension, former)
        texts = {reason.locale.language_code: reason.text for reason in extension.reasons.all()}
        found.append(_notice(sentence, texts, conference.locale.language_code))
        former = extension.closes_at
    return found


def _sentence(extension: Extension, former: datetime) -> SafeString:
    instants = {"former": time_element(former), "closing": time_element(extension.closes_at)}
    if extension.decided_at is None:
        pattern = gettext("Extended: the closing date was changed from %(former)s to %(closing)s.")
        return in_sentence(pattern, **instants)
    pattern = gettext(
        "Extended on %(decided)s: the closing date was changed from %(former)s to %(closing)s."
    )
    return in_sentence(pattern, decided=day_element(extension.decided_at), **instants)


def cancellation(conference: "ConferencePage") -> Notice | None:
    """Returns when and why the conference was cancelled, without a query; None if it was not."""
    if conference.cancelled_at is None:
        return None
    day = day_element(conference.cancelled_at)
    sentence = in_sentence(gettext("Cancelled on %(day)s."), day=day)
    return _notice(sentence, conference.cancellation_reasons, conference.locale.language_code)


def _notice(sentence: SafeString, reasons: dict[str, str], language: str) -> Notice:
    """Returns the notice with the reason in `language`, or in another one with its name."""
    order = [language, settings.LANGUAGE_CODE, *dict(settings.LANGUAGES), *reasons]
    code = next((code for code in order if code in reasons), language)
    if code == language:
        return Notice(sentence, reasons.get(code, ""))
    direction = direction_of(code)
    return Notice(sentence, reasons[code], code, direction)
