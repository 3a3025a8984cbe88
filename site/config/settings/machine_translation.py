"""The engine for machine suggestions: none unless a variable names one; faults stop the start."""

import ipaddress
import shlex
import shutil
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import env

LONGEST_WAIT = 60


def faults_in(command: str, url: str, seconds: float) -> list[str]:
    """Returns what is wrong with the settings, a sentence each."""
    faults = []
    if command and url:
        faults.append("Set MACHINE_TRANSLATION_COMMAND or MACHINE_TRANSLATION_URL, not both.")
    if command:
        faults += _faults_of_command(command)
    if url:
        faults += _faults_of_url(url)
    if not 0 < seconds <= LONGEST_WAIT:
        faults.append(f"MACHINE_TRANSLATION_SECONDS must be from 1 to {LONGEST_WAIT}.")
    return faults


def _faults_of_command(command: str) -> list[str]:
    try:
        words = shlex.split(command)
    except ValueError as error:
        return [f"MACHINE_TRANSLATION_COMMAND cannot be read: {error}."]
    if not words or shutil.which(words[0]) is None:
        return ["MACHINE_TRANSLATION_COMMAND does not begin with a program that can be run."]
    return []


def _faults_of_url(url: str) -> list[str]:
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or parts.username is not None:
        return ["MACHINE_TRANSLATION_URL must be an address: http://127.0.0.1:5000/translate"]
    if parts.scheme == "http" and not _is_near(parts):
        return ["MACHINE_TRANSLATION_URL must begin with https: unpublished texts go there."]
    return []


def _is_near(parts: SplitResult) -> bool:
    """Whether the host is this machine, one in a private network, or a bare name in such a one."""
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return address.is_private and not address.is_unspecified


# A program that reads a request from its standard input, or the address of a service; the key is
# sent to the service as a bearer token. The wait is in seconds, for one request in all.
MACHINE_TRANSLATION_COMMAND = env.str("MACHINE_TRANSLATION_COMMAND", default="").strip()
MACHINE_TRANSLATION_URL = env.str("MACHINE_TRANSLATION_URL", default="").strip()
MACHINE_TRANSLATION_KEY = env.str("MACHINE_TRANSLATION_KEY", default="").strip()
MACHINE_TRANSLATION_SECONDS = env.float("MACHINE_TRANSLATION_SECONDS", default=10.0)

_faults = faults_in(
    MACHINE_TRANSLATION_COMMAND, MACHINE_TRANSLATION_URL, MACHINE_TRANSLATION_SECONDS
)
if _faults:
    raise ImproperlyConfigured("\n".join(["The site cannot start:", *_faults]))
