"""Panels of the admin that know about conferences."""

from django.utils.translation import gettext

from wagtail.admin.panels import MultiFieldPanel


class SchedulePanel(MultiFieldPanel):
    """The dates, to be changed on the original page only: every language shows those."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def __init__(self, **kwargs: object) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and not self.instance.is_original():
                self.help_text = gettext(
                    "The dates are kept on the original page and shown in every language; "
                    "changes made here are not saved."
                )
