"""View models of contributions: everything that templates show, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from contributions.conference_registry import Session
from contributions.models import Contribution, Role
from contributions.reading.contribution_urls import (
    address_of,
    number_address,
    with_query,
    writing_address,
)
from contributions.reading.display import (
    FileLine,
    author_lines,
    displayed_html,
    files_of,
    mark_line,
)
from contributions.reading.translations import Shown, into_language
from core.dates import formatting
from core.languages.language_names import LANGUAGE_NAMES, language_name
from core.text.bidi_isolation import direction_of
from core.text.text_joining import with_details

# What is longer is shown in part in lists, in characters of HTML; the whole stands at its address.
LONGEST_IN_LIST = 2400
SHORTENED_TO = 1500
# Replies are indented so far, and no further on a phone.
DEEPEST_INDENT = 4


@dataclass
class Entry:
    """One contribution in a list, or alone."""

    contribution: Contribution
    session: Session
    is_whole: bool = False
    is_open: bool = False
    files: list[FileLine] = field(default_factory=list)
    heading: str = "h3"
    translation: Shown | None = None
    """What is shown instead of the original, with a label and a link to the original."""
    query: str = ""
    """The reader's choice of translations, which links to other contributions keep."""

    @property
    def anchor(self) -> str:
        """Return the `id` of its element on the page."""
        return f"contribution-{self.contribution.number}"

    @property
    def url(self) -> str:
        """Return its permanent URL."""
        return with_query(address_of(self.contribution, self.session.url), self.query)

    @property
    def original_url(self) -> str:
        """Return the URL at which the original stands first."""
        return address_of(self.contribution, self.session.url)

    @property
    def direction(self) -> str:
        """Return "rtl" or "ltr", for the `dir` attribute."""
        return direction_of(self.contribution.language)

    @property
    def language_name(self) -> str:
        """In the reader's language; empty where it is the reader's own."""
        if self.contribution.language == get_language():
            return ""
        return str(dict(LANGUAGE_NAMES).get(self.contribution.language, self.contribution.language))

    @property
    def original_name(self) -> str:
        """Return the name of the language in which it is written, as it stands in a sentence."""
        return language_name(self.contribution.language)

    @property
    def role(self) -> str:
        """What stands above a message of the moderators; empty for all others."""
        found = self.contribution.role
        return str(Role(found).label) if found else ""

    @property
    def css(self) -> str:
        """The modifiers of the entry's class."""
        depth = min(self.contribution.depth, DEEPEST_INDENT)
        found = [f"contribution--depth-{depth}"] if depth else []
        if self.contribution.is_of_moderators:
            found.append("contribution--moderators")
        if self.contribution.is_withdrawn:
            found.append("contribution--withdrawn")
        return " ".join(found)

    @property
    def author(self) -> str:
        """Return the author's name, or a statement that it was removed."""
        return self.contribution.author_name or gettext("Name removed")

    @property
    def affiliation(self) -> str:
        """Country, organization and affiliation, as far as they are known."""
        return with_details(author_lines(self.contribution))

    @property
    def behalf(self) -> str:
        """A sentence about what did not come from the author's own account."""
        if self.contribution.entered_by_id is None or self.contribution.is_of_moderators:
            return ""
        return gettext("Entered by the Secretariat on behalf of the author.")

    @property
    def answers_number(self) -> int | None:
        """Return the number of the contribution it replies to, where that is on record, or None."""
        parent = self.contribution.parent
        return parent.number if parent is not None and parent.is_on_record else None

    @property
    def answers_url(self) -> str:
        """Return the URL of the contribution it replies to."""
        return number_address(self.answers_number or 0, self.session.url, self.query)

    @property
    def question_number(self) -> int | None:
        """Return the number of the guiding question it answers, or None."""
        question = self.session.question(self.contribution.question_key)
        return question.number if question else None

    @property
    def question_url(self) -> str:
        """Return the URL of that question on the session's page."""
        return f"{self.session.url}#question-{self.question_number}"

    @cached_property
    def is_shortened(self) -> bool:
        """Return whether a list shows only the beginning of the text."""
        text = self.contribution.html
        if self.translation is not None:
            text = self.translation.translation.published_html
        return not self.is_whole and len(text) > LONGEST_IN_LIST

    @property
    def html(self) -> SafeString:
        """Return the original as safe HTML, shortened in lists, with numbers as links."""
        html = self.contribution.html
        if self.is_shortened:
            html = Truncator(html).chars(SHORTENED_TO, html=True)
        return displayed_html(html, self.session.url, self.query)

    @property
    def shown_title(self) -> str:
        """Return the title as it is shown: the translated one, or the original."""
        if self.translation is None:
            return self.contribution.title
        return self.translation.translation.published_title

    @property
    def shown_language(self) -> str:
        """Return the code of the language of what is shown."""
        return self.translation.language if self.translation else self.contribution.language

    @property
    def shown_direction(self) -> str:
        """Return "rtl" or "ltr", for the `dir` attribute of what is shown."""
        return direction_of(self.shown_language)

    @property
    def shown_html(self) -> SafeString:
        """Return the text that is shown: the translated one, or the original."""
        if self.translation is None:
            return self.html
        if self.is_shortened:
            return self.translation.shortened(SHORTENED_TO)
        return self.translation.html

    @property
    def mark_lines(self) -> list[SafeString]:
        """What readers are told of edits and redactions."""
        return [mark_line(mark) for mark in self.contribution.marks]

    @property
    def withdrawal(self) -> SafeString:
        """Return the sentence that says when it was withdrawn."""
        at = self.contribution.changed_at or self.contribution.posted_at
        sentence = gettext("Withdrawn on %(instant)s.")
        return formatting.in_sentence(sentence, instant=formatting.time_element(at))  # type: ignore[arg-type]

    @property
    def may_be_answered(self) -> bool:
        """Return whether readers are offered to reply."""
        return (
            self.is_open and not self.contribution.is_withdrawn and not self.contribution.is_closed
        )

    @property
    def reply_url(self) -> str:
        """Return the URL of the form for a reply."""
        return writing_address(self.session.key, reply=self.contribution.number)

    @property
    def quote_url(self) -> str:
        """Return the URL of the form for a reply that quotes it."""
        return writing_address(self.session.key, quote=self.contribution.number)


def entries(
    contributions: Iterable[Contribution],
    sessions: dict[Any, Session],
    *,
    is_open: bool,
    translated: bool = False,
    query: str = "",
) -> list[Entry]:
    """Ready to be shown; files are fetched in one query, and only where there are any.

    With `translated`, each in the active language, where there is a translation (one query).
    """
    found = [row for row in contributions if row.session_key in sessions]
    with_files = [row for row in found if row.has_attachments and row.is_published]
    if with_files:
        prefetch_related_objects(with_files, "attachments")
    made = [
        Entry(row, sessions[row.session_key], is_open=is_open, files=files_of(row), query=query)
        for row in found
    ]
    translations = into_language(found) if translated else {}
    for entry in made:
        if translation := translations.get(entry.contribution.pk):
            entry.translation = Shown(translation, entry.session.url, query)
    return made


def whole(contribution: Contribution, session: Session, *, is_open: bool, query: str = "") -> Entry:
    """Alone on its page."""
    entry = entries([contribution], {session.key: session}, is_open=is_open, query=query)[0]
    entry.is_whole, entry.heading = True, "h1"
    return entry


def preview_of(contribution: Contribution) -> dict[str, Any]:
    """Title and text for the author, not yet on record; numbers in it lead nowhere."""
    return {
        "title": contribution.title,
        "html": displayed_html(contribution.html, ""),
        "language": contribution.language,
        "direction": direction_of(contribution.language),
        "attachments": files_of(contribution, anyway=True),
    }
