"""XML names and state mappings of XLIFF 1.2 and 2.1."""

from translation.checks.translation_segments import Segment
from translation.models import State

V12 = "urn:oasis:names:tc:xliff:document:1.2"
V2 = "urn:oasis:names:tc:xliff:document:2.0"
"""Also for version 2.1."""
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# States of unconfirmed texts: pre-translated, or made for an earlier original.
DOUBT_12 = "needs-review-translation"
STATES_12 = {
    State.UNTRANSLATED.value: "needs-translation",
    State.STALE.value: DOUBT_12,
    State.DRAFT.value: "translated",
    State.REVIEW.value: "translated",
    State.APPROVED.value: "final",
}
STATES_2 = {
    State.UNTRANSLATED.value: "initial",
    State.STALE.value: "initial",
    State.DRAFT.value: "translated",
    State.REVIEW.value: "translated",
    State.APPROVED.value: "final",
}
# CAT tools may leave these states unchanged after the text was translated.
UNTOUCHED = {"new", "needs-translation", "initial"}
DOUBTS = {
    DOUBT_12,
    "needs-review-adaptation",
    "needs-review-l10n",
    "needs-adaptation",
    "needs-l10n",
}
SUB_STATE = "site:needs-review"
"""XLIFF 2: translated, but not confirmed."""

TYPES_12 = {"a": "link", "b": "bold", "i": "italic", "u": "underlined", "br": "lb"}
SUB_TYPES_2 = {"b": "xlf:b", "i": "xlf:i", "u": "xlf:u", "br": "xlf:lb"}


def state_of(segment: Segment) -> str:
    """Returns the state of the segment as a `State` value."""
    if not segment.text.target:
        return State.UNTRANSLATED.value
    return segment.state or State.DRAFT.value


def is_doubtful(segment: Segment) -> bool:
    """Whether the text is unconfirmed or stale."""
    return segment.text.is_doubtful or segment.state == State.STALE
