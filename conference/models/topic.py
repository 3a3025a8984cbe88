"""What conferences are about: a list of topics that editors keep, and readers filter by."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, PreviewableMixin, TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.models import StringTranslation, Translation

from core.pages.body_prefetch import once
from core.text.collation import sort_key

# Topic key → its name and the code of the language that the name is in.
Names = dict[str, tuple[str, str]]


class TopicQuerySet(models.QuerySet["Topic"]):
    def names(self, locale: Locale) -> Names:
        """Every topic's name in `locale`; in the source language where it is not translated yet.

        A copy goes live before its name is translated; what it says till then is the source's.
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
    """Whether translators gave the name as it is; whether they were asked for one in vain."""
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
    """Whether this is a name in the language of `locale`, which may well be the source's word."""
    if row.locale_id != locale.pk:
        return False
    return row.is_given or not (row.is_awaited or row.name == source_name)


@register_snippet
class Topic(PreviewableMixin, TranslatableMixin, models.Model):
    """One topic. Conferences of every language refer to it in the source language."""

    name = models.CharField(_("name"), max_length=120)
    key = models.SlugField(
        _("key"),
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
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["locale", "key"], name="one_topic_a_key"),
        ]

    def __str__(self) -> str:
        return self.name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from conference.topic_preview import preview_topic

        return preview_topic(request, self)

    def clean(self) -> None:
        """The form does not show the language, so that the constraint would only fail later."""
        super().clean()
        others = Topic.objects.filter(locale=self.locale_id, key=self.key).exclude(pk=self.pk)
        if self.locale_id and others.exists():
            raise ValidationError({"key": gettext("Another topic has this key already.")})


def in_source_language() -> Q:
    """The topics that an editor may choose from; each language shows them by its own names."""
    return Q(locale__language_code=settings.LANGUAGE_CODE)


def names_of(topics: Iterable[Topic], locale: Locale) -> list[tuple[str, str, str]]:
    """Key, name and the name's language of each topic, in the order of the names.

    One query however many there are; one for a whole printed section.
    """
    keys = [topic.key for topic in topics]
    if not keys:
        return []
    known: Names = once(("topics", locale.pk), lambda: Topic.objects.names(locale))
    rows = [(key, *known[key]) for key in keys if key in known]
    return sorted(rows, key=lambda row: sort_key(row[1]))
