"""Admin panels of conferences."""

from django.utils.translation import gettext

from wagtail.admin.panels import InlinePanel, MultiFieldPanel


class SchedulePanel(MultiFieldPanel):
    """The dates, editable on the original only: all languages share them."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def __init__(self, **kwargs: object) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and not self.instance.is_original():
                self.help_text = gettext(
                    "The dates are kept on the original page and shown in every language; "
                    "changes made here are not saved."
                )


class OutcomesPanel(InlinePanel):
    """The outcomes; on translations, only their texts are editable."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: object) -> None:
            super().__init__(**kwargs)
            if self.instance.pk and not self.instance.is_original():
                self.help_text = gettext(
                    "The outcomes are kept on the original page and shown in every language; only "
                    "the titles and places given here are used."
                )
