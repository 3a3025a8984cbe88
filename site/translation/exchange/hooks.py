"""Where the exchange of translations appears in the admin."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from translation.exchange import bulk_action, views

__all__ = ["bulk_action"]


@hooks.register("register_admin_urls", order=-1)
def addresses() -> list[URLPattern | URLResolver]:
    """The two for one translation stand at the addresses of wagtail-localize's own."""
    own = [
        path("<int:translation_id>/pofile/download/", views.download_one, name="download_pofile"),
        path("<int:translation_id>/pofile/upload/", views.upload_one, name="upload_pofile"),
    ]
    return [
        path("translation-files/", views.files, name="translation_files"),
        path("translation-files/export/", views.export, name="export_translations"),
        path("localize/translate/", include((own, "translation_exchange"))),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(
        _("Translation files"),
        reverse("translation_files"),
        name="translation-files",
        icon_name="resubmit",
        order=920,
    )
