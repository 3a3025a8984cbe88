"""A term as the glossary will show it, for the preview on its form."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from capacity.glossary import entry_in
from terms.models import Concept


def preview_concept(request: HttpRequest, concept: Concept, language_code: str) -> HttpResponse:
    """The concept's entry in the glossary of one language, or why it has none there."""
    with override(language_code):
        context = {
            "title": str(concept),
            "is_label": concept.scope == Concept.Scope.LABEL,
            "entry": entry_in(concept, language_code),
        }
        return render(request, "capacity/concept_preview.html", context)
