"""Edit panel of concepts: terms in columns."""

from django import forms

from wagtail.admin.panels import InlinePanel


class SideBySidePanel(InlinePanel):
    """An inline panel whose forms stand in columns, as many as fit."""

    class BoundPanel(InlinePanel.BoundPanel):
        """As Wagtail's own, with the style sheet of the columns."""

        @property
        def media(self) -> forms.Media:
            """As Wagtail's own, with the style sheet of the columns."""
            return super().media + forms.Media(css={"all": ["terms/admin.css"]})
