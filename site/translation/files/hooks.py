"""Wagtail hooks that register the screen for translation files, and export in bulk."""

from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from translation.files import views
from translation.files.file_permissions import own_language
from translation.files.forms import BulkExportForm
from translation.permissions.hidden_titles.bulk_actions import ScreenBulkAction


@hooks.register("register_bulk_action")
class ExportForTranslators(ScreenBulkAction):
    """Returns a file with the translations of the selected pages; changes nothing."""

    display_name = _("Export for translators")
    action_type = "export_for_translators"
    aria_label = _("Export the selected pages for translators")
    template_name = "translation/files/bulk_export.html"
    action_priority = 60
    form_class = BulkExportForm

    def check_perm(self, obj: Page) -> bool:
        """Whether the page or a descendant has a translation that the user may export."""
        with_page = Page.objects.filter(pk=obj.pk)
        return views.chosen(self.request.user, with_page, with_descendants=True).exists()

    def get_initial(self) -> dict[str, Any]:
        """Preselects the user's own language."""
        return {"language": own_language(self.request.user)}

    def form_valid(self, form: BulkExportForm) -> HttpResponse:
        """Returns the download, or a form error if there is nothing to export."""
        pages, _without_access = self.get_actionable_objects()
        wanted = form.cleaned_data
        chosen = views.chosen(
            self.request.user,
            Page.objects.filter(pk__in=[page.pk for page in pages]),
            with_descendants=wanted["include_descendants"],
        )
        title = pages[0].title if len(pages) == 1 else "pages"
        answer = views.download(chosen, wanted["language"], wanted["layout"], title)
        if answer is None:
            form.add_error("language", views.nothing_to_export())
            return self.form_invalid(form)
        return answer


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    """Registers the URLs; `translation.url_guards` overrides those of single translations."""
    return [
        path("translation-files/", views.files, name="translation_files"),
        path("translation-files/export/", views.export, name="export_translations"),
    ]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Adds the screen to the Reports menu."""
    return MenuItem(
        _("Translation files"),
        reverse("translation_files"),
        name="translation-files",
        icon_name="resubmit",
        order=920,
    )
