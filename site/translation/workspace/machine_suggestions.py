"""Asks the site's translation engine for a suggestion, and keeps it beside the translation."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.views.decorators.http import require_POST

from terms import bilingual_terms
from terms.term_positions import spans
from translation import machine
from translation.models import MachineSuggestion
from translation.workspace import numbered_tags, save_segment, segment_json
from translation.workspace.json_responses import for_script
from translation.workspace.segment_data import Item


@require_POST
@for_script
def ask(request: HttpRequest, record_id: int) -> dict[str, Any]:
    """Returns a new suggestion for the segment, or why there is none.

    It is stored as a suggestion only: the translation is what a translator saves.
    """
    item = save_segment.open_to_change(request.user, record_id)
    try:
        html = _suggest(item)
    except machine.MachineError as error:
        return {"machine": None, "failure": str(error)}
    if html:
        MachineSuggestion.objects.update_or_create(
            string=item.record.string,
            locale=item.translation.target_locale,
            defaults={"html": html},
        )
    return {"machine": segment_json.machine_suggestion(item, html), "failure": ""}


def _suggest(item: Item) -> str:
    """Returns the suggestion as HTML: with the original's inline elements if all came back whole.

    Engines break placeholders at times, so the text is sent without them, too.
    """
    text = item.checked.text
    asked = [item.source]
    if item.codes.known:
        asked.append(" ".join(numbered_tags.TOKEN.sub("", item.source).split()))
    answers = machine.suggest(asked, text.source_language, text.target_language, _terms(item))
    whole = (answer for answer in answers if numbered_tags.fits(answer, item.codes, item.source))
    best = next(whole, numbered_tags.TOKEN.sub("", answers[-1]))
    return numbered_tags.to_html(best, item.codes)


def _terms(item: Item) -> Iterator[machine.Term]:
    """Yields the official terms of the original that have one in the target language."""
    text = item.checked.text
    terms = bilingual_terms.between(text.source_language, text.target_language)
    found = {
        span.entry.text: terms.main_translation(span.entry.concept)
        for span in spans(terms.source, numbered_tags.without(item.source))
    }
    for source, target in found.items():
        if target is not None:
            yield machine.Term(source, target.text)
