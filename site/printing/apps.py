from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrintingConfig(AppConfig):
    """Printer-friendly versions of pages."""

    name = "printing"

    def ready(self) -> None:
        from core import routes
        from printing import checks, views

        routes.register("print", views.print_page, preview=_("Print version"))
        routes.register("print/all", views.print_section)
        routes.register("print/all.html", views.offline_copy)
        routes.register("print.pdf", views.pdf_of_page, preview=_("PDF"))
        routes.register("print/all.pdf", views.pdf_of_section)
        checks.connect()
