"""The confirmation screen shown before an action breaks links."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.admin.edit_conflicts import posted_fields
from link_checks.internal_links import MOST_SHOWN, DeadLink

CONFIRMED = "confirmed_links"


@dataclass
class Question:
    """`title` and `button` name the action; `back` is where nothing is done."""

    title: str
    button: str
    back: str
    dead_links: list[DeadLink] = field(default_factory=list)
    referrers: list[Any] = field(default_factory=list)
    """Public pages that lead to what would go or get another address."""
    note: str = ""
    """What becomes of the links of the `referrers`."""

    @property
    def shown(self) -> list[Any]:
        """Return the linking pages that are listed on the screen."""
        return self.referrers[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        """Return how many linking pages are not listed."""
        return max(0, len(self.referrers) - MOST_SHOWN)

    @property
    def digest(self) -> str:
        """Of what is asked: whoever confirms confirms these very links."""
        pages = sorted(page.pk for page in self.referrers)
        asked = f"{self.button} {self.dead_links} {pages}"
        return sha256(asked.encode()).hexdigest()


def answer(request: HttpRequest, question: Question) -> HttpResponse | None:
    """The screen; None where there is nothing to ask, or it was confirmed."""
    if not question.dead_links and not question.referrers:
        return None
    if request.POST.get(CONFIRMED) == question.digest:
        return None
    context = {
        "question": question,
        "action": request.get_full_path(),
        "kept": list(posted_fields(request, CONFIRMED)),
        "confirmed_name": CONFIRMED,
    }
    return render(request, "link_checks/question.html", context)
