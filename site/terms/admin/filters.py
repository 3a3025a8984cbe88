"""Filters of the admin's list of terms."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.admin.filters import WagtailFilterSet

import django_filters

from terms.models import Concept, Status, Term
from terms.term_languages import choices

DOUBT = [("yes", _("not confirmed")), ("no", pgettext_lazy("status of a term", "confirmed"))]


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
