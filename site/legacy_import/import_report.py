"""Report of an import: what was done with each file, and what needs a review."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from wagtail.models import Page

from core.text.text_joining import listed


class Outcome(models.TextChoices):
    """What became of a file."""

    CREATED = "created", pgettext_lazy("imported page", "created")
    UPDATED = "updated", pgettext_lazy("imported page", "updated")
    UNCHANGED = "unchanged", pgettext_lazy("imported page", "unchanged")
    LEFT_OUT = "left-out", _("left out")
    REFUSED = "refused", pgettext_lazy("imported page", "refused")

    def counted(self, number: int) -> str:
        """Returns for example "3 pages created"."""
        return str(_COUNTS[self] % {"count": number})


_COUNTS = {
    Outcome.CREATED: ngettext_lazy("%(count)d page created", "%(count)d pages created", "count"),
    Outcome.UPDATED: ngettext_lazy("%(count)d page updated", "%(count)d pages updated", "count"),
    Outcome.UNCHANGED: ngettext_lazy(
        "%(count)d page unchanged", "%(count)d pages unchanged", "count"
    ),
    Outcome.LEFT_OUT: ngettext_lazy("%(count)d file left out", "%(count)d files left out", "count"),
    Outcome.REFUSED: ngettext_lazy("%(count)d file refused", "%(count)d files refused", "count"),
}


@dataclass
class FileReport:
    """One file: outcome, location of its page, what was done, what needs a review."""

    name: str
    outcome: Outcome = Outcome.LEFT_OUT
    page: Page | None = None
    """None in a stored report where it was deleted since."""
    place: str = ""
    """The trail of the page that was written, as text."""
    done: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    chrome: list[str] = field(default_factory=list)
    """Lines of the former site's frame that were removed."""
    is_companion: bool = False
    """Whether it is a picture, style or frame that a browser saved with a page."""

    def to_json(self) -> dict[str, Any]:
        """Returns the report as JSON values."""
        return {
            "name": self.name,
            "outcome": self.outcome.value,
            "page_id": self.page.pk if self.page else None,
            "place": self.place,
            "done": self.done,
            "doubts": self.doubts,
            "chrome": self.chrome,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any], pages: dict[int, Page]) -> "FileReport":
        """Returns a stored report; `pages` are those that still exist, by id."""
        values = dict(kept)
        page = pages.get(values.pop("page_id"))
        return cls(**{**values, "outcome": Outcome(kept["outcome"])}, page=page)

    def finish(self, outcome: Outcome, doubt: str = "") -> None:
        """Sets the outcome, and adds a doubt if one is given."""
        self.outcome = outcome
        if doubt:
            self.doubts.append(doubt)


@dataclass
class ImportReport:
    """The reports of all files of an import."""

    files: list[FileReport] = field(default_factory=list)
    is_trial: bool = False

    def to_json(self) -> dict[str, Any]:
        """Returns the report as JSON values, to be stored with the upload."""
        files = [file.to_json() for file in self.files]
        return {"files": files, "is_trial": self.is_trial}

    @classmethod
    def from_json(cls, kept: dict[str, Any], pages: dict[int, Page]) -> "ImportReport":
        """Returns a stored report; `pages` are those that still exist, by id."""
        files = [FileReport.from_json(file, pages) for file in kept["files"]]
        return cls(files, bool(kept["is_trial"]))

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """Returns the number of files by outcome."""
        found = Counter(file.outcome for file in self.files)
        return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]

    @property
    def summary(self) -> str:
        """Returns the counts as text, for example "3 pages created, 1 file refused"."""
        return listed(outcome.counted(number) for outcome, number in self.counts)

    @property
    def left_out(self) -> list[str]:
        """Returns the names of the files that were not imported, but for companions of pages."""
        lost = (Outcome.LEFT_OUT, Outcome.REFUSED)
        return [each.name for each in self.files if each.outcome in lost and not each.is_companion]

    @property
    def doubtful(self) -> int:
        """Returns the number of files that need a review."""
        return sum(bool(report.doubts) for report in self.files)
