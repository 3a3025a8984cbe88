"""InformationPage, for pages about the site itself."""

from django.utils.translation import gettext_lazy as _

from core.models import BasePage


class InformationPage(BasePage):
    """A page about the site itself, such as its privacy statement; the footer leads to it."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    show_in_menus_default = False
    stands_alone = True
    icon = "info-circle"
    page_description = _(
        "A page about the site itself: accessibility, privacy, terms of use. "
        "The footer leads to it once it is named in the site settings."
    )

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")
