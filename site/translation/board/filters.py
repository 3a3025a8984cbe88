"""Filters of the translation board."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from core.languages.language_names import language_name
from translation.board.board_rows import STATUSES
from translation.board.board_scope import BoardScope
from translation.board.original_pages import is_asked_for, is_at
from translation.board.section_totals import Section
from translation.board.user_tasks import tasks_of

EVERY = ("", pgettext_lazy("no restriction in a filter", "All"))


@dataclass(frozen=True)
class BoardFilters:
    """The selected filters; empty values match everything."""

    section: Page | None = None
    language: str = ""
    state: str = ""
    mine: bool = False
    asked: bool = False

    def locales(self, scope: BoardScope) -> Sequence[Locale]:
        """Returns the locales displayed as columns."""
        chosen = [each for each in scope.locales if each.language_code == self.language]
        return chosen or scope.locales

    @property
    def narrows(self) -> bool:
        """Whether not all originals of the section are wanted."""
        return bool(self.language or self.state or self.mine or self.asked)

    def originals(self, scope: BoardScope) -> PageQuerySet:
        """Returns the originals that have a cell in one of the columns matching all filters."""
        pages = scope.originals()
        if self.section is not None:
            pages = pages.filter(path__startswith=self.section.path)
        if not self.narrows:
            return pages
        own = tasks_of(scope.user) if self.mine else None
        condition = Q(pk=None)
        for locale in self.locales(scope):
            cell = scope.seen_in(locale.pk) & ~Q(locale=locale)
            if self.state:
                cell &= is_at(self.state, locale.pk)
            if self.asked:
                cell &= is_asked_for(locale.pk)
            if own is not None:
                cell &= own.any(locale.pk)
            condition |= cell
        return pages.filter(condition)


class FilterForm(forms.Form):
    """Filter form with the sections the user may read (a page chooser would list any page)."""

    section = forms.ModelChoiceField(
        label=pgettext_lazy("part of the site", "Section"),
        queryset=Page.objects.none(),
        required=False,
    )
    language = forms.ChoiceField(label=pgettext_lazy("label", "Language"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("label", "State"), choices=[EVERY, *STATUSES], required=False
    )
    mine = forms.BooleanField(label=_("Only what is mine to do"), required=False)
    asked = forms.BooleanField(label=_("Only what readers ask for"), required=False)

    def __init__(self, data: Any, scope: BoardScope) -> None:
        super().__init__(data)
        pages = scope.originals()
        section: Any = self.fields["section"]
        section.queryset = pages
        self.wanted = (
            BoardFilters(**self.cleaned_data) if self._is_usable(scope) else BoardFilters()
        )

    def _is_usable(self, scope: BoardScope) -> bool:
        language: Any = self.fields["language"]
        codes = [locale.language_code for locale in scope.locales]
        language.choices = [EVERY, *((code, language_name(code)) for code in codes)]
        return self.is_valid()

    def offer(self, sections: Sequence[Section]) -> None:
        """Sets the choices to these sections and the currently selected one."""
        chosen = self.wanted.section
        options = [(chosen.pk, chosen.title)] if chosen is not None else []
        options += [
            (section.page_id, "– " * (section.depth - 2) + section.title)
            for section in sections
            if section.title and (chosen is None or section.page_id != chosen.pk)
        ]
        field: Any = self.fields["section"]
        field.widget.choices = [EVERY, *options]
