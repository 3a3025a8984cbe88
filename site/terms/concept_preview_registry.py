"""Registry for the view that previews a concept in the admin."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

# The request, the concept (`terms.models.Concept`) and the language code → the answer.
PreviewView = Callable[[HttpRequest, Any, str], HttpResponse]

_views: list[PreviewView] = []


def register(view: PreviewView) -> None:
    """Makes `view` preview concepts. Without a registered view the form has no preview."""
    _views[:] = [view]


def view() -> PreviewView | None:
    """Returns the registered view, or None."""
    return _views[0] if _views else None
