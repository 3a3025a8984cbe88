"""How the form of a term previews it: as readers see it, which another app knows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

# The request, the concept (`terms.models.Concept`) and the language code → the answer.
PreviewView = Callable[[HttpRequest, Any, str], HttpResponse]

_views: list[PreviewView] = []


def register(view: PreviewView) -> None:
    """Shows concepts by `view` in the admin. Without one, the form offers no preview."""
    _views[:] = [view]


def view() -> PreviewView | None:
    return _views[0] if _views else None
