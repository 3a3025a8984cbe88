"""The page cache switched on, on a site whose commits happen within the test."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from django.test import Client

import pytest

Commits = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _page_cache(kept_pages: None) -> None:
    """Every test here has the page cache."""


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Commits:
    """Within it, what is done is committed at the end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


class Reader:
    """Who reads anonymously, and notes where the answers come from."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers=headers)

    def state(self, path: str, **headers: str) -> str:
        """ "hit", "miss", "stale", or empty where the page cache has no part in the answer."""
        return str(self.get(path, **headers).get("X-Cache", ""))


@pytest.fixture
def reader() -> Reader:
    return Reader()
