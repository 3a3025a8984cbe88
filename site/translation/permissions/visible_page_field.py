"""Form field for a page: accepts and names only pages that the user may see."""

from typing import Any

from django import forms
from django.http import HttpRequest

from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from translation.permissions import draft_visibility


class VisiblePageChooser(AdminPageChooser):
    """Wagtail's page chooser; a hidden page's number in the address does not show its title."""

    pages: Any = Page.objects.none()

    def get_value_data(self, value: Any) -> Any:
        """As Wagtail's own; None, as without a value, for a page the user may not see."""
        number = value.pk if isinstance(value, Page) else value
        is_number = str(number or "").isdecimal()
        if not is_number or not self.pages.filter(pk=number).exists():
            return super().get_value_data(None)
        return super().get_value_data(value)


class VisiblePageField(forms.ModelChoiceField):
    """Choice of a page; the form calls `ask_for` before it is bound or rendered."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Page.objects.none(), widget=VisiblePageChooser, **kwargs)

    def ask_for(self, request: HttpRequest) -> None:
        """Limits the choice to what the user of the request may see (`choosable`)."""
        pages = Page.objects.filter(depth__gt=1)
        self.queryset = draft_visibility.choosable(pages, request)
        self.widget.pages = self.queryset
