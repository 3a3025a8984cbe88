"""What an import did, and what it was unsure of."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page


class Outcome(models.TextChoices):
    CREATED = "created", _("created")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    LEFT_OUT = "left-out", _("left out")
    REFUSED = "refused", _("refused")


@dataclass
class FileReport:
    """One file: its outcome, where its page stands, what was done, what needs a look."""

    name: str
    outcome: Outcome = Outcome.LEFT_OUT
    page: Page | None = None
    place: str = ""
    """The trail of the page that was written, as text."""
    done: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    chrome: list[str] = field(default_factory=list)
    """What belonged to the former site's frame and was taken out."""

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "outcome": self.outcome.value,
            "page_id": self.page.pk if self.page else None,
            "place": self.place,
            "done": [str(line) for line in self.done],
            "doubts": [str(line) for line in self.doubts],
            "chrome": self.chrome,
        }

    def finish(self, outcome: Outcome, doubt: str = "") -> None:
        self.outcome = outcome
        if doubt:
            self.doubts.append(doubt)


@dataclass
class ImportReport:
    files: list[FileReport] = field(default_factory=list)
    is_trial: bool = False

    def to_json(self) -> dict[str, Any]:
        files = [file.to_json() for file in self.files]
        return {"files": files, "is_trial": self.is_trial}

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        return _counted(self.files)

    @property
    def doubtful(self) -> int:
        return sum(bool(report.doubts) for report in self.files)


@dataclass(frozen=True)
class ShownFile:
    """A file's report as it was kept; its page may be gone since."""

    name: str
    outcome: Outcome
    page_id: int | None
    place: str
    done: list[str]
    doubts: list[str]
    chrome: list[str]


@dataclass(frozen=True)
class ShownReport:
    files: list[ShownFile]
    is_trial: bool

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        return _counted(self.files)

    @property
    def doubtful(self) -> int:
        return sum(bool(file.doubts) for file in self.files)


def from_json(kept: dict[str, Any], pages: set[int]) -> ShownReport:
    """A kept report; `pages` are those that are still there."""
    files = []
    for file in kept["files"]:
        page = file["page_id"] if file["page_id"] in pages else None
        files.append(ShownFile(**{**file, "outcome": Outcome(file["outcome"]), "page_id": page}))
    return ShownReport(files, bool(kept["is_trial"]))


def _counted(files: Sequence[FileReport | ShownFile]) -> list[tuple[Outcome, int]]:
    found = Counter(file.outcome for file in files)
    return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]
