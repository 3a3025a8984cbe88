"""Machine translation by an engine on one's own server; off unless the settings name one.

CONTRIBUTIONS_TRANSLATION_ENGINE is an HTTP address or a command. Either gets JSON such as
`{"q": ["…"], "source": "es", "target": "en", "format": "text"}` (as a POST body or on standard
input) and answers `{"translatedText": ["…"]}`, as LibreTranslate does.
"""

import json
import shlex
import subprocess
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 30
LARGEST = 2_000_000
"""Of an answer, in bytes."""
# What engines call the languages that the site names in another way.
_CODES = {"zh-hans": "zh"}


class EngineError(Exception):
    """The engine is not there, or its answer cannot be used."""


def is_available() -> bool:
    """Whether the settings name an engine."""
    return bool(settings.CONTRIBUTIONS_TRANSLATION_ENGINE)


def translate(texts: list[str], source: str, target: str) -> list[str]:
    """The texts in the language `target`, in their order. Raises EngineError."""
    if not is_available():
        raise EngineError("No engine is set up.")
    question = {
        "q": texts,
        "source": _CODES.get(source, source),
        "target": _CODES.get(target, target),
        "format": "text",
    }
    try:
        answer = json.loads(_asked(json.dumps(question).encode()))
    except (OSError, HTTPException, ValueError, subprocess.SubprocessError) as error:
        raise EngineError(str(error)) from error
    return _texts_in(answer, len(texts))


def _asked(question: bytes) -> bytes:
    engine = settings.CONTRIBUTIONS_TRANSLATION_ENGINE
    if engine.startswith(("http://", "https://")):
        return _by_http(engine, question)
    return _by_command(engine, question)


def _by_http(address: str, question: bytes) -> bytes:
    """No redirects are followed: contributions go to this server and no other."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.netloc, timeout=SECONDS)
    try:
        connection.request(
            "POST", parts.path or "/", question, {"Content-Type": "application/json"}
        )
        response = connection.getresponse()
        if response.status != 200:
            raise EngineError(f"The engine answered {response.status}.")
        return response.read(LARGEST)
    finally:
        connection.close()


def _by_command(command: str, question: bytes) -> bytes:
    done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
        shlex.split(command), input=question, capture_output=True, timeout=SECONDS, check=True
    )
    return done.stdout[:LARGEST]


def _texts_in(answer: Any, count: int) -> list[str]:
    found = answer.get("translatedText") if isinstance(answer, dict) else None
    if not isinstance(found, list) or len(found) != count:
        raise EngineError("The engine did not answer with a text for each passage.")
    if not all(isinstance(text, str) for text in found):
        raise EngineError("The engine did not answer with texts.")
    return found
