"""Editors' redirects (wagtail.contrib.redirects), matched without regard to case and encoding.

Wagtail normalises a path when a redirect is stored and when one is looked up; that one function is
made to fold both, so that the lookup stays one of equals, with its index.
"""

from collections.abc import Callable

from wagtail.contrib.redirects.models import Redirect

from core.monkeypatch import replace
from core.text.address_folding import folded

Normalise = Callable[..., str]


def connect() -> None:
    """Replaces `Redirect.normalise_path`."""
    replace(Redirect, "normalise_path", _folding)


def _folding(stock: Normalise) -> Normalise:
    def normalise_path(url: str, decode_unicode: bool = True) -> str:  # noqa: FBT001, FBT002 - Wagtail's signature
        """Decoded in any case: what is asked and what is stored must look alike."""
        return folded(stock(url))

    return staticmethod(normalise_path)
