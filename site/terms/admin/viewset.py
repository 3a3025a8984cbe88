"""Wagtail snippet viewset of concepts: list, search, inspection."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext, pgettext_lazy

from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, InspectView, SnippetViewSet

from terms.admin.columns import language_columns, status_text
from terms.admin.filters import ConceptFilterSet
from terms.models import Concept, Term
from terms.term_languages import autonym, codes, direction


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
