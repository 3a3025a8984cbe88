"""System check that reports why PDFs cannot be made."""

from typing import Any

from django.core import checks

from printing.pdf import renderer


def connect() -> None:
    """Registers the check."""
    checks.register(can_make_pdfs, "printing")


def can_make_pdfs(**_kwargs: Any) -> list[checks.CheckMessage]:
    """An Info message where Pango is missing: everything but PDFs works without it."""
    reason = renderer.unavailable_reason()
    if not reason:
        return []
    return [
        checks.Info(
            f"No PDFs can be made here: {reason}",
            hint="Install Pango and HarfBuzz, on Debian: libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0, and fonts: fonts-noto-core fonts-noto-cjk (docs/printing.md).",
            id="printing.I001",
        )
    ]
