"""What an import did, and what it was unsure of."""

from collections import Counter
from dataclasses import dataclass, field

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

    def finish(self, outcome: Outcome, doubt: str = "") -> None:
        self.outcome = outcome
        if doubt:
            self.doubts.append(doubt)


@dataclass
class ImportReport:
    files: list[FileReport] = field(default_factory=list)
    is_trial: bool = False

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        found = Counter(report.outcome for report in self.files)
        return [(outcome, found[outcome]) for outcome in Outcome if found[outcome]]

    @property
    def doubtful(self) -> int:
        return sum(bool(report.doubts) for report in self.files)
