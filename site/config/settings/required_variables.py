"""Validates required environment variables and reports all faults at once."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

import environ

MIN_SECRET_LENGTH = 50
MIN_SECRET_CHARACTERS = 10


class Requirements:
    """Reads required variables and collects their faults."""

    def __init__(self, env: environ.Env) -> None:
        self._env = env
        self._faults: list[str] = []

    def secret(self, name: str) -> str:
        """A long random text; rejects short, repetitive and known insecure values."""
        value: str = self._env.str(name, default="")
        if not value:
            self._fault(name, "is missing; set it to a long random text.")
        elif (
            len(value) < MIN_SECRET_LENGTH
            or len(set(value)) < MIN_SECRET_CHARACTERS
            or "insecure" in value
        ):
            self._fault(name, f"is weak; use at least {MIN_SECRET_LENGTH} random characters.")
        return value

    def hosts(self, name: str) -> list[str]:
        """Host names of the site, separated by commas."""
        hosts: list[str] = [host for host in self._env.list(name, default=[]) if host]
        if not hosts:
            self._fault(name, "is missing; list the site’s host names, separated by commas.")
        elif "*" in hosts:
            self._fault(name, "is weak; “*” admits every host name, so list the site’s own.")
        return hosts

    def base_url(self, name: str) -> str:
        """Scheme and host of the public URL, without a trailing slash."""
        value: str = self._env.str(name, default="").rstrip("/")
        parts = urlsplit(value)
        if not value:
            self._fault(name, "is missing; for example https://conferences.example.org")
        elif parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
            self._fault(name, "must be scheme and host only: https://conferences.example.org")
        return value

    def folder_url(self, name: str) -> str:
        """Base URL of files: scheme, host and an optional path."""
        value: str = self._env.str(name, default="").rstrip("/")
        parts = urlsplit(value)
        if not value:
            self._fault(name, "is missing; for example https://conferences.example.org/media")
        elif parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            self._fault(name, "must be an address: https://conferences.example.org/media")
        return value

    def enforce(self) -> None:
        """Raises ImproperlyConfigured with one line per fault."""
        if self._faults:
            raise ImproperlyConfigured("\n".join(["The site cannot start:", *self._faults]))

    def _fault(self, name: str, what: str) -> None:
        self._faults.append(f"  {name} {what}")
