"""Topic: the subjects of conferences, kept by editors and used as a filter."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, PreviewableMixin, TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import StringTranslation, Translation

from core.pages.body_prefetch import get_or_make
from core.pages.public_querysets import readable
from core.text.collation import sort_key

# Topic key → (name, language code of the name).
Names = dict[str, tuple[str, str]]


class TopicQuerySet(models.QuerySet["Topic"]):
    """Queries for topics."""

    def names(self, locale: Locale) -> Names:
        """Returns each topic's name in `locale`, or in the source language until it is translated.

        wagtail-localize publishes a copy before the name is translated; until then it is in the
        source language.
        """
        source, here = settings.LANGUAGE_CODE, locale.language_code
        found = self.filter(locale__language_code__in=[source, here]).annotate(**_is_translated())
        rows = list(found.order_by("pk"))
        names = {row.key: row.name for row in rows if row.locale_id != locale.pk}
        own = {row.key: row.name for row in rows if _is_own(row, locale, names.get(row.key))}
        return {key: (name, source) for key, name in names.items()} | {
            key: (name, here) for key, name in own.items()
        }


def _is_translated() -> dict[str, Any]:
    """Annotations: whether the name is translated, and whether a translation was requested."""
    given = StringTranslation.objects.filter(
        context__object_id=OuterRef("translation_key"), locale=OuterRef("locale")
    )
    asked = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"),
        target_locale=OuterRef("locale"),
        enabled=True,
    )
    return {
        "is_given": Exists(given.filter(data=OuterRef("name"))),
        "is_awaited": Q(Exists(asked)) & ~Q(Exists(given)),
    }


def _is_own(row: Any, locale: Locale, source_name: str | None) -> bool:
    """Returns whether the name is in the language of `locale`, even if equal to the source's."""
    if row.locale_id != locale.pk:
        return False
    return row.is_given or not (row.is_awaited or row.name == source_name)


@register_snippet
class Topic(PreviewableMixin, TranslatableMixin, models.Model):
    """One topic. Conferences in every language refer to the one in the source language."""

    name = models.CharField(pgettext_lazy("field", "name"), max_length=120)
    key = models.SlugField(
        pgettext_lazy("identifier", "key"),
        max_length=60,
        help_text=_(
            "The topic’s part of an address, such as “risk-assessment”: the same in every "
            "language, and not to be changed once it was cited."
        ),
    )

    objects = models.Manager.from_queryset(TopicQuerySet)()

    override_translatable_fields = [SynchronizedField("key", overridable=False)]
    panels = [FieldPanel("name"), FieldPanel("key")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = pgettext_lazy("kind of object", "topic")
        verbose_name_plural = pgettext_lazy("kinds of objects", "topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "key"], name="one_topic_a_key"),
        ]

    def __str__(self) -> str:
        return self.name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Renders the name as conferences show it, in its language, and those that have it."""
        with override(self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE):
            response: Any = super().serve_preview(request, mode_name)
            return response.render()

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Returns the name of the template."""
        return "conference/topic_preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Returns the topic and the public conferences that have it, the latest first."""
        conferences: Any = apps.get_model("conference", "ConferencePage").objects
        found = readable(conferences.all()).filter(
            topics__translation_key=self.translation_key, locale_id=self.locale_id
        )
        return {
            "object": self,
            "topics": [TopicLink(name=self.name, language="", url="")],
            "conferences": found.select_related("locale").order_by("-opens_at"),
        }

    def clean(self) -> None:
        """Validates uniqueness per language here: the form does not contain the language."""
        super().clean()
        others = Topic.objects.filter(locale=self.locale_id, key=self.key).exclude(pk=self.pk)
        if self.locale_id and others.exists():
            raise ValidationError({"key": gettext("Another topic has this key already.")})


def in_source_language() -> Q:
    """Condition on topics that editors may choose; each language shows its own names."""
    return Q(locale__language_code=settings.LANGUAGE_CODE)


def names_of(topics: Iterable[Topic], locale: Locale) -> list[tuple[str, str, str]]:
    """Returns (key, name, language of the name) of each topic, sorted by name.

    One query for any number of topics; one for a whole printed section.
    """
    keys = [topic.key for topic in topics]
    if not keys:
        return []
    known: Names = get_or_make(("topics", locale.pk), lambda: Topic.objects.names(locale))
    rows = [(key, *known[key]) for key in keys if key in known]
    return sorted(rows, key=lambda row: sort_key(row[1], locale.language_code))


@dataclass(frozen=True)
class TopicLink:
    """One topic; `language` is set if the name is not in the page's; `url` may be empty."""

    name: str
    language: str
    url: str


def topic_links(conference: Any) -> list[TopicLink]:
    """Returns the topics sorted by name; with links to the archive if the conference is in it.

    For other conferences there is no link, since the archive may have nothing on the topic.
    """
    is_listed = conference.in_archive and conference.state.is_closed
    archive = conference.lineage[-2].url or "" if is_listed else ""
    here = conference.locale.language_code
    return [
        TopicLink(
            name=name,
            language="" if language == here else language,
            url=f"{archive}?{urlencode({'topic': key})}" if archive else "",
        )
        for key, name, language in names_of(conference.topics.all(), conference.locale)
    ]
