"""JSON log formatter: one object per line, with the request id and without personal data.

IP addresses, query strings and tokens are removed from the messages.
"""

import ipaddress
import json
import logging
import re
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from ops import request_ids
from ops.outage_detection import is_outage

# Their messages contain user names, so their arguments are redacted.
PRIVATE_LOGGERS = ("axes", "allauth")
REDACTED = "(hidden)"
_ADDRESS = re.compile(r"(?<![\w.:])[0-9A-Fa-f:.]*[.:][0-9A-Fa-f:.]*[0-9A-Fa-f](?![\w])")
# Wagtail's password reset links contain a token that gives access to the account.
_TOKEN = re.compile(r"(/password_reset/confirm/)[^\s\"']+")
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None]


class JsonFormatter(logging.Formatter):
    """Formats a record as JSON.

    Keys: time (UTC), level, logger, message, request_id, error, and those of `extra["data"]`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """As logging.Formatter, but returns one line of JSON."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := request_ids.current():
            line["request_id"] = request_id
        for name, value in getattr(record, "data", {}).items():
            line[name] = scrub(value) if isinstance(value, str) else value
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = _error(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in PRIVATE_LOGGERS:
        return str(record.msg).replace("%s", REDACTED) if record.args else "(see the admin)"
    return scrub(record.getMessage())


def _error(info: ExceptionInfo) -> dict[str, Any]:
    """Type and location of an exception. Its message may quote a reader's input and is left out,
    except for database outages, whose location says nothing.
    """
    kind, error, place = info
    name = f"{kind.__module__}.{kind.__qualname__}"
    if is_outage(error):
        return {"type": name, "says": scrub(str(error).partition("\n")[0])}
    frames = traceback.extract_tb(place)
    return {"type": name, "at": [f"{at.filename}:{at.lineno} {at.name}" for at in frames]}


def configuration(level: str, style: str) -> dict[str, Any]:
    """Returns Django's LOGGING.

    `style` is "json", or "text" for a terminal.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "ops.json_logging.JsonFormatter"},
            "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": style}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's default handlers mail whole requests to ADMINS.
            "django": {"handlers": [], "propagate": True},
            # It logs two lines for every search index entry that publishing updates.
            "django_tasks": {"level": "WARNING"},
        },
    }


def scrub(text: str) -> str:
    """Returns the text without IP addresses, query strings and password reset tokens."""
    text = _QUERY.sub(r"\1", _TOKEN.sub(rf"\1{REDACTED}", text))
    return _ADDRESS.sub(lambda found: _redact_address(found[0]), text)


def _redact_address(text: str) -> str:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        # With a port, such as "127.0.0.1:8000".
        head, _, port = text.rpartition(":")
        return f"{_redact_address(head)}:{port}" if head.count(".") == 3 else text
    return REDACTED
