"""Results of submitting pages, and the job's report of them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Page

from core.languages.language_names import language_name
from core.text.text_joining import listed

NAMED_PAGES = 20
"""Maximum number of pages named in one line of the report."""


class Outcome(Enum):
    """Result for one page in one language."""

    CREATED = "created"
    UPDATED = "updated"
    KEPT = "kept"
    NOT_YOURS = "not yours"
    NOT_YOUR_LANGUAGE = "not your language"
    TRANSLATION = "translation"
    ALIAS = "alias"
    NO_PARENT = "no parent"
    FAILED = "failed"


# Why a page was not submitted, for the results that are none.
REASONS = {
    Outcome.NOT_YOURS: _("You may not hand these pages to translators."),
    Outcome.NOT_YOUR_LANGUAGE: _("You may not ask for these pages in this language:"),
    Outcome.TRANSLATION: _("These are translations themselves; submit their originals:"),
    Outcome.ALIAS: _("These repeat a page that is missing in this language:"),
    Outcome.NO_PARENT: _("The page above is missing in this language:"),
    Outcome.FAILED: _("An error occurred, which the server’s log describes:"),
}
# Results whose pages are not named, because the user may not see them.
UNNAMED = {Outcome.NOT_YOURS}


def isolated(locale: Locale) -> str:
    """Returns the language's name in bidi isolation characters."""
    return f"\u2068{language_name(locale.language_code)}\u2069"


class Summary:
    """Counts results by language, with the titles of pages that were left out."""

    def __init__(self, locales: Iterable[Locale]) -> None:
        self.counts: dict[str, Counter[Outcome]] = {
            isolated(locale): Counter() for locale in locales
        }
        self.titles: dict[tuple[str, Outcome], list[str]] = {}

    def note(self, page: Page, locale: Locale, outcome: Outcome) -> None:
        """Adds the result for one page."""
        language = isolated(locale)
        self.counts[language][outcome] += 1
        titles = self.titles.setdefault((language, outcome), [])
        if outcome in REASONS and outcome not in UNNAMED and len(titles) < NAMED_PAGES:
            titles.append(page.get_admin_display_title())

    @property
    def leaves_out(self) -> bool:
        """Whether any page was left out."""
        return any(outcome in REASONS for counts in self.counts.values() for outcome in counts)

    def lines(self) -> Iterator[str]:
        """Yields the lines of the report in the active language."""
        for language, counts in self.counts.items():
            if counts:
                yield self._count_line(language, counts)
                yield from self._reasons(language, counts)

    def _count_line(self, language: str, counts: Counter[Outcome]) -> str:
        message = gettext(
            "%(language)s: %(created)s created as drafts, %(updated)s resubmitted, %(kept)s "
            "already there, %(left_out)s skipped"
        )
        return message % {
            "language": language,
            "created": counts[Outcome.CREATED],
            "updated": counts[Outcome.UPDATED],
            "kept": counts[Outcome.KEPT],
            "left_out": sum(counts[reason] for reason in REASONS),
        }

    def _reasons(self, language: str, counts: Counter[Outcome]) -> Iterator[str]:
        message = gettext("%(language)s, skipped: %(count)s. %(reason)s %(titles)s")
        for outcome, reason in REASONS.items():
            count = counts[outcome]
            if count:
                titles = _listed(self.titles[language, outcome], count)
                values = {"language": language, "count": count, "reason": reason, "titles": titles}
                yield (message % values).rstrip()


def _listed(titles: list[str], count: int) -> str:
    named = listed(titles)
    further = count - len(titles)
    if not titles or not further:
        return named
    message = ngettext(
        "%(titles)s; %(count)s more page", "%(titles)s; %(count)s more pages", further
    )
    return message % {"titles": named, "count": further}
