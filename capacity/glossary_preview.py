"""Preview of a term's glossary entry for its form in the admin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from capacity.glossary import entry_in
from terms.models import Concept


def preview_concept(request: HttpRequest, concept: Concept, language_code: str) -> HttpResponse:
    """Renders the concept's glossary entry in one language, or the reason why it has none."""
    with override(language_code):
        context = {
            "title": str(concept),
            "is_label": concept.scope == Concept.Scope.LABEL,
            "entry": entry_in(concept, language_code),
        }
        return render(request, "capacity/concept_preview.html", context)
