"""Form for adding a row to the table of translation rights."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from wagtail.models import Page

from translation.permissions import rights_table


class SectionField(forms.ModelChoiceField):
    """Choice of a section, indented by level."""

    def label_from_instance(self, page: Page) -> str:
        """Returns the title, indented by level."""
        return "\u2003" * (page.depth - 3) + str(page.title)


class NewRowForm(forms.Form):
    """The holder and section of a new row; the rights are the checkboxes next to it."""

    holder = forms.ChoiceField(label=_("Person or group"), required=False)
    section = SectionField(
        Page.objects.none(),
        label=pgettext_lazy("part of the site", "Section"),
        required=False,
        empty_label=_("all sections"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = [  # type: ignore[attr-defined]
            ("", "—"),
            (
                pgettext("heading above choices", "Groups"),
                [(f"g{group.pk}", str(group)) for group in rights_table.groups()],
            ),
            (
                pgettext("heading above choices", "People"),
                [(f"u{user.pk}", str(user)) for user in rights_table.people()],
            ),
        ]
        pages = Page.objects.filter(pk__in=[page.pk for page in rights_table.sections()])
        self.fields["section"].queryset = pages.order_by("path")  # type: ignore[attr-defined]

    def chosen(self) -> rights_table.Holder | None:
        """Returns the selected holder, or None."""
        key: str = self.cleaned_data["holder"]
        section: Page | None = self.cleaned_data["section"]
        if not key:
            return None
        if key.startswith("u"):
            return rights_table.Holder(User.objects.get(pk=key[1:]), None, section)
        return rights_table.Holder(None, Group.objects.get(pk=key[1:]), section)
