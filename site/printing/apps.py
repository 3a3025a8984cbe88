from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Printer-friendly versions of pages."""

    name = "printing"

    def ready(self) -> None:
        from core import routes
        from printing.views import print_page

        routes.register("print", print_page)
