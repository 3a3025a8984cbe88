"""App configuration of printing; registers the print views."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrintingConfig(AppConfig):
    """Printer-friendly versions of pages."""

    name = "printing"

    def ready(self) -> None:
        """Registers the page views and the system check."""
        from core.routing import page_view_registry
        from printing import views
        from printing.pdf import renderer

        page_view_registry.register("print", views.print_page, preview=_("Print version"))
        page_view_registry.register("print/all", views.print_section)
        page_view_registry.register("print/all.html", views.offline_copy)
        page_view_registry.register("print.pdf", views.pdf_of_page, preview=_("PDF"))
        page_view_registry.register("print/all.pdf", views.pdf_of_section)
        renderer.connect()
