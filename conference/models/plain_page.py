"""PlainPage: any further page of a conference."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _

from conference.models.conference_page import ConferencePage
from conference.models.part_pages import PARENTS, ConferencePartPage


class PlainPage(ConferencePartPage):
    """A page with a body only, such as practical notes; it may have plain pages as children."""

    parent_page_types = [*PARENTS, "conference.PlainPage"]
    subpage_types = ["conference.PlainPage"]
    icon = "doc-empty"
    page_description = _("Any other page of a conference, such as practical notes.")

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    @cached_property
    def conference(self) -> ConferencePage:
        """The conference above, across any number of plain pages."""
        place = next(
            position
            for position, page in reversed(list(enumerate(self.lineage)))
            if issubclass(page.specific_class or type(page), ConferencePage)
        )
        return self._conference_at(place)
