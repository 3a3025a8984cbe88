"""Which pages would go out with a text that they cannot do without in the wrong language.

Publishing one raises an error, which stops whatever publishes several: they are asked beforehand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from wagtail.models import Page

from translation import upstream
from translation.checks.field_limits import label_of


@dataclass(frozen=True)
class Refusal:
    """A page that cannot be published as its latest draft is."""

    title: str
    language: str
    url: str
    """Of its editor."""
    faults: list[tuple[str, str]]
    """Names of fields, and what is wrong there."""

    @property
    def sentence(self) -> str:
        reasons = "; ".join(f"{field}: {fault}" for field, fault in self.faults)
        text = gettext("“%(title)s” (%(language)s) was not published. %(reasons)s")
        return text % {"title": self.title, "language": self.language, "reasons": reasons}


def refuse_untranslated(page: Page, revision: Any) -> None:
    """The first time; from then on there is a last approved text for whatever changes.

    Raises NotTranslatedError.
    """
    translation = upstream.translation_into(page) if page.first_published_at is None else None
    if translation is not None:
        upstream.refuse_untranslated(
            translation.source, translation.target_locale, revision.content
        )


def refusals(pages: Iterable[Page]) -> list[Refusal]:
    """Of pages that are to be published, those that would be refused; none that is public."""
    found = []
    for page in pages:
        revision = page.get_latest_revision()
        try:
            if revision is not None:
                refuse_untranslated(page, revision)
        except upstream.NotTranslatedError as error:
            found.append(refusal(page, error))
    return found


def refusal(page: Page, error: upstream.NotTranslatedError) -> Refusal:
    model = page.specific_class or Page
    return Refusal(
        title=page.get_admin_display_title(),
        language=page.locale.get_display_name(),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        faults=[
            (label_of(model, path), " ".join(messages))
            for path, messages in error.message_dict.items()
        ],
    )
