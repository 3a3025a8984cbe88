"""The admin screen that collects contributions into sections of a draft report."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from conference.models import ConferencePage, OutcomePage
from conference.outcomes.blocks import numbers_in
from contributions.conference_registry import Conference, known
from contributions.models import Contribution
from contributions.reading.display import author_lines
from core.languages.language_names import language_choices
from core.text.text_joining import with_details


def report_of(conference: ConferencePage) -> OutcomePage | None:
    """The outcome page of the conference, as its latest draft has it; None without one."""
    found = OutcomePage.objects.child_of(conference).first()
    return found.get_latest_revision_as_object() if found is not None else None


def may_collect(user: User, conference: ConferencePage) -> bool:
    """Whether the user may edit the conference and, where it has one, its report."""
    report = OutcomePage.objects.child_of(conference).first()
    pages = [conference, *([report] if report is not None else [])]
    return all(page.permissions_for_user(user).can_edit() for page in pages)


def sections_of(report: OutcomePage) -> list[tuple[str, str]]:
    """Id and heading of each section."""
    return [(str(child.id), str(child.value["title"])) for child in report.report]


@transaction.atomic
def add_to_section(
    report: OutcomePage, numbers: list[int], section: str, title: str, user: User
) -> None:
    """Adds the numbers to the section with this id, or to a new one with this title, in a draft.

    What the section cites already stays once.
    """
    rows: list[dict[str, Any]] = list(report.report.get_prep_value())
    row = next((row for row in rows if row["id"] == section), None)
    if row is None:
        value = {"title": title, "text": "", "cited": ""}
        row = {"type": "section", "value": value, "id": str(uuid4())}
        rows.append(row)
    cited = [*numbers_in(row["value"].get("cited") or ""), *numbers]
    row["value"]["cited"] = ", ".join(f"#{number}" for number in dict.fromkeys(cited))
    report.report = report._meta.get_field("report").to_python(rows)
    report.save_revision(user=user, log_action=True)


class NarrowForm(forms.Form):
    """By what the list is narrowed; sent by GET."""

    session = forms.ChoiceField(label=pgettext_lazy("label", "Session"), required=False)
    question = forms.ChoiceField(label=_("Guiding question"), required=False)
    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), required=False)

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", pgettext("no restriction in a filter", "All"))
        sessions = [(str(session.key), session.title) for session in conference.sessions]
        questions = [
            (str(question.key), f"{session.title}, {question.number}. {question.text[:80]}")
            for session in conference.sessions
            for question in session.questions
        ]
        for name, choices in (
            ("session", sessions),
            ("question", questions),
            ("language", language_choices()),
        ):
            self.fields[name].choices = [every, *choices]  # type: ignore[attr-defined]


class CollectForm(forms.Form):
    """The chosen contributions, and the section they go into."""

    numbers = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Choose at least one contribution.")}
    )
    section = forms.ChoiceField(label=_("Section of the report"), required=False)
    title = forms.CharField(label=_("Heading of the new section"), max_length=200, required=False)

    def __init__(
        self, *args: Any, numbers: list[int], sections: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numbers"].choices = [(number, str(number)) for number in numbers]  # type: ignore[attr-defined]
        self.fields["section"].choices = [*sections, ("", gettext("A new section"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """As Django's own; a new section needs a heading."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("section") and not cleaned.get("title"):
            self.add_error("title", gettext("Give the new section a heading."))
        return cleaned


PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def collect_contributions(request: HttpRequest, page_id: int) -> HttpResponse:
    """Lists the published contributions of a conference; POST adds the chosen ones to the draft."""
    conference = _conference(request, page_id)
    report = report_of(conference)
    described: Any = known().of_page(conference, sessions=True)
    narrow = NarrowForm(request.GET, conference=described)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    found = _narrowed(conference, chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    form = None
    if report is not None:
        numbers = [row.number for row in page]
        data = request.POST if request.method == "POST" else None
        form = CollectForm(data, numbers=numbers, sections=sections_of(report))
        if form.is_valid():
            values = form.cleaned_data
            add_to_section(
                report,
                values["numbers"],
                values["section"],
                values["title"],
                request.user,  # type: ignore[arg-type]
            )
            messages.success(request, gettext("The contributions are in the draft of the report."))
            return redirect(request.get_full_path())
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "conference": conference,
        "report": report,
        "narrow": narrow,
        "form": form,
        "page": page,
        "rows": [(row, with_details(author_lines(row))) for row in page],
        "query": query.urlencode(),
        "new_report_url": reverse(
            "wagtailadmin_pages:add", args=["conference", "outcomepage", conference.pk]
        ),
    }
    return render(request, "conference/admin/collect.html", context)


def _conference(request: HttpRequest, page_id: int) -> ConferencePage:
    """The original: translations get the numbers from it.

    Raises Http404 for other pages, PermissionDenied for those who may not edit it.
    """
    asked = ConferencePage.objects.filter(pk=page_id).select_related("locale").first()
    if asked is None:
        raise Http404
    found = asked.get_original() or asked
    if not may_collect(request.user, found):  # type: ignore[arg-type]
        raise PermissionDenied
    return found.specific


def _narrowed(conference: ConferencePage, chosen: dict[str, Any]) -> Any:
    found = Contribution.objects.published().of_conference(conference.translation_key)
    for name, field in (("session", "session_key"), ("question", "question_key")):
        if chosen.get(name):
            found = found.filter(**{field: UUID(chosen[name])})
    if chosen.get("language"):
        found = found.filter(language=chosen["language"])
    return found.by_time().defer("text", "html")
