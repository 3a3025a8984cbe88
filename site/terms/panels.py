"""How a concept is edited: its terms beside each other."""

from django import forms

from wagtail.admin.panels import InlinePanel


class SideBySidePanel(InlinePanel):
    """An inline panel whose children stand in columns, as many as there is room for."""

    class BoundPanel(InlinePanel.BoundPanel):
        @property
        def media(self) -> forms.Media:
            return super().media + forms.Media(css={"all": ["terms/admin.css"]})
