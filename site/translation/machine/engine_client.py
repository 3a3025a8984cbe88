"""Asks the configured engine for translations, and checks the form of its answer."""

import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from core.text.control_character_removal import without_controls
from translation.machine import transports
from translation.machine.transports import EngineFailedError, EngineTimeoutError

log = logging.getLogger(__name__)
# In one request: an engine that is sent a whole book does not answer in time. The longest passage
# of a page goes twice (with and without placeholders), the longest contribution once.
MOST_CHARACTERS = 42_000


class MachineError(Exception):
    """There is no suggestion; the text of the exception says why, in the active language."""


@dataclass(frozen=True)
class Term:
    """A term of the term base and its translation, for engines that can enforce terms."""

    source: str
    target: str


def is_configured() -> bool:
    """Whether this installation has an engine."""
    return bool(settings.MACHINE_TRANSLATION_COMMAND or settings.MACHINE_TRANSLATION_URL)


def suggest(
    texts: Sequence[str], source: str, target: str, terms: Iterable[Term] = ()
) -> list[str]:
    """Returns a translation of each plain text, in the same order.

    `source` and `target` are the site's language codes. Raises MachineError without an engine, for
    too much text, and when the engine fails or takes longer than MACHINE_TRANSLATION_SECONDS; the
    log has the reason.
    """
    if not texts:
        return []
    if not is_configured():
        raise MachineError(gettext("Machine translation is not set up on this site."))
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise MachineError(gettext("The text is too long for machine translation."))
    try:
        return _texts_in(_ask(_request(texts, source, target, terms)), len(texts))
    except EngineTimeoutError as error:
        log.warning("machine translation: %s", error)
        seconds = {"seconds": f"{settings.MACHINE_TRANSLATION_SECONDS:g}"}
        message = gettext("Machine translation did not answer within %(seconds)s seconds.")
        raise MachineError(message % seconds) from error
    except EngineFailedError as error:
        log.warning("machine translation: %s", error)
        raise MachineError(gettext("Machine translation failed.")) from error


def _request(texts: Sequence[str], source: str, target: str, terms: Iterable[Term]) -> bytes:
    """Returns a request as LibreTranslate's `/translate` reads it, with the terms added."""
    content = {
        "q": list(texts),
        "source": _engine_code(source),
        "target": _engine_code(target),
        "format": "text",
        "terms": [{"source": term.source, "target": term.target} for term in terms],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _engine_code(language: str) -> str:
    """Returns a language tag with the capital letters that engines expect: "zh-Hans", "pt-BR"."""
    first, *others = language.split("-")
    written = [part.title() if len(part) == 4 else part.upper() for part in others]
    return "-".join([first.lower(), *written])


def _ask(request: bytes) -> bytes:
    seconds = settings.MACHINE_TRANSLATION_SECONDS
    if settings.MACHINE_TRANSLATION_COMMAND:
        return transports.ask_program(settings.MACHINE_TRANSLATION_COMMAND, request, seconds)
    url, key = settings.MACHINE_TRANSLATION_URL, settings.MACHINE_TRANSLATION_KEY
    return transports.ask_address(url, key, request, seconds)


def _texts_in(answer: bytes, count: int) -> list[str]:
    """Returns the texts of an answer. Raises EngineFailedError if it is not one text for each."""
    try:
        content: Any = json.loads(answer)
    except ValueError as error:
        raise EngineFailedError("the answer is not JSON") from error
    texts = content.get("translatedText") if isinstance(content, dict) else None
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise EngineFailedError("the answer has no list “translatedText”")
    if len(texts) != count:
        raise EngineFailedError(f"{count} texts were sent, {len(texts)} came back")
    return [without_controls(text).strip() for text in texts]
