"""The printer-friendly version of a page, at `…/print/`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from core.models import BasePage


def print_page(request: HttpRequest, page: BasePage) -> HttpResponse:
    """The page alone: its own template within the print layout, no navigation."""
    context = page.get_context(request)
    context.update(layout="print/layout.html", printing=True, printed_on=timezone.now())
    return render(request, page.get_template(request), context)
