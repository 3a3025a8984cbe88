"""Wagtail snippet viewset of concepts: list with its columns and filters, search, inspection."""

from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

import django_filters

from core.text.text_joining import with_addition
from terms.models import Concept, Status, Term
from terms.term_languages import autonym, choices, codes, direction, site_codes

DOUBT = [("yes", _("not confirmed")), ("no", pgettext_lazy("status of a term", "confirmed"))]


def language_columns() -> list[Column]:
    """Returns columns of main terms, one for each language but the first, which titles the row."""
    return [
        Column(
            f"terms_{code}",
            label=capfirst(autonym(code)),
            accessor=partial(_term_with_status, language=code),
        )
        for code in site_codes()[1:]
    ]


def _term_with_status(concept: Concept, language: str) -> SafeString | str:
    term = concept.main_term(language)
    if term is None:
        return "–"
    values: dict[str, Any] = {
        "language": language,
        "direction": direction(language),
        "term": in_full(term),
        "status": status_text(term),
    }
    shape = '<span lang="{language}" dir="{direction}">{term}</span>'
    return format_html(shape + ' <span class="w-status">{status}</span>', **values)


def in_full(term: Term) -> str:
    """Returns the term with its abbreviation in brackets, if it has one."""
    return str(with_addition(term.text, term.abbreviation)) if term.abbreviation else term.text


def status_text(term: Term) -> str:
    """Returns the translated status of a term, or “not confirmed”."""
    if term.is_unconfirmed:
        return gettext("not confirmed")
    return str(term.get_status_display())


def _filtered_together(concepts: QuerySet[Concept], _name: str, _value: str) -> QuerySet[Concept]:
    return concepts


class ConceptFilterSet(WagtailFilterSet):
    """Filters concepts by their terms.

    Language, status and confirmation must hold for one and the same term.
    """

    language = django_filters.ChoiceFilter(
        label=pgettext_lazy("label", "Language"), choices=choices, method=_filtered_together
    )
    status = django_filters.ChoiceFilter(
        label=pgettext_lazy("label", "Status"), choices=Status.choices, method=_filtered_together
    )
    doubt = django_filters.ChoiceFilter(
        label=_("Confirmed by a source"), choices=DOUBT, method=_filtered_together
    )
    missing = django_filters.ChoiceFilter(
        label=_("Has no term in"), choices=choices, method=_filtered_together
    )

    class Meta:
        model = Concept
        fields = ["scope"]

    def filter_queryset(self, queryset: QuerySet[Concept]) -> QuerySet[Concept]:
        """As django-filter's own, with the conditions on terms combined in one subquery."""
        concepts: QuerySet[Concept] = super().filter_queryset(queryset)
        cleaned = self.form.cleaned_data
        wanted: dict[str, Any] = {
            name: cleaned[name] for name in ("language", "status") if cleaned.get(name)
        }
        if cleaned.get("doubt"):
            wanted["is_unconfirmed"] = cleaned["doubt"] == "yes"
        own = Term.objects.filter(concept=OuterRef("pk"))
        if wanted:
            concepts = concepts.filter(Exists(own.filter(**wanted)))
        if cleaned.get("missing"):
            concepts = concepts.exclude(Exists(own.filter(language=cleaned["missing"])))
        return concepts


class ConceptIndexView(IndexView):
    """Wagtail's list of snippets, searched by all terms and abbreviations in every language."""

    def get_base_queryset(self) -> QuerySet[Concept]:
        """Returns the concepts with their terms prefetched."""
        concepts: QuerySet[Concept] = Concept.objects.with_terms()
        return concepts

    def search_queryset(self, queryset: QuerySet[Concept]) -> QuerySet[Concept]:
        """Filters by the key or any term or abbreviation, without the search backend."""
        if not self.is_searching:
            return queryset
        query = self.search_query
        own = Term.objects.filter(concept=OuterRef("pk"))
        named = own.filter(Q(text__icontains=query) | Q(abbreviation__icontains=query))
        return queryset.filter(Q(key=query) | Exists(named))

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """As Wagtail's own, with buttons for import (where permitted) and the exports."""
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("add") and self.user_has_permission("change"):
            url = reverse("terms:import")
            buttons.append(
                Button(pgettext("button", "Import"), url=url, icon_name="upload", priority=80)
            )
        for name, label in (
            ("terms:export_csv", gettext("Export as CSV")),
            ("terms:export_tbx", gettext("Export as TBX")),
            ("terms:export_martif", gettext("Export as TBX version 2")),
        ):
            buttons.append(Button(label, url=reverse(name), icon_name="download", priority=90))
        return buttons


class ConceptInspectView(InspectView):
    """Shows all terms of a concept side by side, read-only."""

    template_name = "terms/admin/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As Wagtail's own, with `languages`: code, name, direction and terms of each."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["languages"] = [
            {
                "code": code,
                "name": autonym(code),
                "direction": direction(code),
                "terms": [
                    {"term": term, "status": status_text(term)}
                    for term in self.object.in_language(code)
                ],
            }
            for code in codes()
            if self.object.in_language(code)
        ]
        return context


class ConceptViewSet(SnippetViewSet):
    """Snippet viewset of concepts; terms in all languages are edited on one form."""

    model = Concept
    icon = "list-ul"
    menu_label = pgettext_lazy("menu item", "Terms")
    menu_name = "terms"
    menu_order = 450
    add_to_admin_menu = True
    list_per_page = 50
    search_fields = ["key"]  # see also ConceptIndexView.search_queryset
    filterset_class = ConceptFilterSet
    index_view_class = ConceptIndexView
    inspect_view_class = ConceptInspectView
    inspect_view_enabled = True
    copy_view_enabled = False

    @cached_property
    def list_display(self) -> list[Any]:
        """Returns the columns: the concept's name, then one for each further language."""
        return ["__str__", *language_columns()]
