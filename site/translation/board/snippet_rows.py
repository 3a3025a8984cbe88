"""Rows of the translation board for translatable snippets such as topics.

Snippets have no drafts and no tree; everyone with the change permission for the model sees their
names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from translation.board.board_rows import ORIGINAL, Cell, Row
from translation.board.original_pages import APART, MISSING, kept_up
from translation.permissions.translation_permissions import may_work_in

# Fields that are annotated for each language.
OF_PARITY = ("state", "words_left", "stale_since")


@dataclass(frozen=True)
class Kind:
    """A translatable snippet model."""

    model: Any

    @property
    def names(self) -> tuple[str, str]:
        """The app label and model name."""
        return self.model._meta.app_label, self.model._meta.model_name

    @property
    def title(self) -> str:
        """The model's plural name."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def url(self) -> str:
        """The URL of the model's board."""
        return reverse("translation_board_of_snippets", args=self.names)

    def edit_url(self, pk: Any) -> str:
        """Returns the admin edit URL of a snippet."""
        return reverse(self.model.snippet_viewset.get_url_name("edit"), args=[pk])

    def submit_url(self, pk: Any) -> str:
        """Returns wagtail-localize's URL for submitting a snippet for translation."""
        return reverse("wagtail_localize:submit_snippet_translation", args=[*self.names, pk])


def kinds(user: Any) -> list[Kind]:
    """Returns the snippet models that the user may change."""
    found = [Kind(model) for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    return [kind for kind in found if user.has_perm("{}.change_{}".format(*kind.names))]


def originals(kind: Kind, locales: Sequence[Locale]) -> QuerySet[Any]:
    """Returns the first-created snippet of each translation key, annotated with its progress."""
    same = kind.model._default_manager.filter(translation_key=OuterRef("translation_key"))
    progress = kept_up().filter(translation_key=OuterRef("translation_key"))
    known: dict[str, Subquery] = {}
    for locale in locales:
        known[f"pk_{locale.pk}"] = Subquery(same.filter(locale=locale).values("pk")[:1])
        for name in OF_PARITY:
            rows = progress.filter(locale=locale).values(name)
            known[f"{name}_{locale.pk}"] = Subquery(rows[:1])
    earlier = same.filter(pk__lt=OuterRef("pk"))
    return kind.model._default_manager.filter(~Exists(earlier)).annotate(**known).order_by("pk")


def rows(kind: Kind, found: Sequence[Any], locales: Sequence[Locale], user: Any) -> list[Row]:
    """Returns the rows of snippets from `originals`, without further queries."""
    own = {locale.pk for locale in locales if may_work_in(user, locale)}
    may_submit = user.has_perm("wagtail_localize.submit_translation")
    return [
        Row(
            snippet,
            kind.edit_url(snippet.pk) if snippet.locale_id in own else "",
            [_cell(kind, snippet, locale, own, may_submit=may_submit) for locale in locales],
        )
        for snippet in found
    ]


def _cell(kind: Kind, snippet: Any, locale: Locale, own: set[int], *, may_submit: bool) -> Cell:
    if locale.pk == snippet.locale_id:
        return Cell(locale, ORIGINAL)
    pk = getattr(snippet, f"pk_{locale.pk}")
    state, words_left, since = (getattr(snippet, f"{name}_{locale.pk}") for name in OF_PARITY)
    if pk is None:
        may_ask = may_submit and own & {locale.pk, snippet.locale_id}
        return Cell(locale, MISSING, url=kind.submit_url(snippet.pk) if may_ask else "")
    return Cell(
        locale,
        state or APART,
        page_id=pk,
        url=kind.edit_url(pk) if locale.pk in own else "",
        is_live=True,
        words_left=words_left or 0,
        stale_days=(timezone.now() - since).days if since else None,
    )
