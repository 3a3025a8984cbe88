"""Panels of the admin that know about conferences."""

from django.utils.translation import gettext

from wagtail.admin.panels import InlinePanel, MultiFieldPanel


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


class OutcomesPanel(InlinePanel):
    """The outcomes, to be changed on the original page only but for their words."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: object) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and not self.instance.is_original():
                self.help_text = gettext(
                    "The outcomes are kept on the original page and shown in every language; only "
                    "the titles and places given here are used."
                )
