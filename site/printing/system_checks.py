"""Says what is missing on a machine that cannot make PDFs."""

from typing import Any

from django.core import checks

from printing.pdf import renderer


def connect() -> None:
    checks.register(can_make_pdfs, "printing")


def can_make_pdfs(**_kwargs: Any) -> list[checks.CheckMessage]:
    """Info, not a fault: everything but the PDFs works without Pango."""
    fault = renderer.fault()
    if not fault:
        return []
    return [
        checks.Info(
            f"No PDFs can be made here: {fault}",
            hint="Install Pango and HarfBuzz, on Debian: libpango-1.0-0 libpangoft2-1.0-0 "
            "libharfbuzz-subset0, and fonts: fonts-noto-core fonts-noto-cjk (docs/printing.md).",
            id="printing.I001",
        )
    ]
