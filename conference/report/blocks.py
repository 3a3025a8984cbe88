"""Blocks of reports: sections, and the numbers of the contributions they cite."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import blocks

from contributions.models import Contribution
from core.blocks.rich_text import RichTextBlock
from core.text.phrases import listed

SECTION_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol", "h3"]
_NUMBERS = r"\s*#?\d{1,9}([\s,;]+#?\d{1,9})*\s*"


def numbers_in(value: str) -> list[int]:
    """The numbers in the value of a `CitedNumbersBlock`, each once, in their order."""
    return list(dict.fromkeys(int(number) for number in re.findall(r"\d{1,9}", value or "")))


class CitedNumbersBlock(blocks.RegexBlock):
    """Numbers of contributions, "#930, #931". The same in every language, so not translatable."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Contributions cited"))
        kwargs.setdefault(
            "help_text",
            _("Numbers of contributions, for example #930, #931. They are listed below the page."),
        )
        messages = {"invalid": _("Give numbers of contributions, separated by commas.")}
        super().__init__(_NUMBERS, required=False, error_messages=messages, **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As a text, so that migrations do not name this class."""
        return "wagtail.blocks.CharBlock", [], {"required": False}

    def get_translatable_segments(self, _value: str) -> list[Any]:
        """None: numbers are the same in every language; called by wagtail-localize."""
        return []

    def restore_translated_segments(self, value: str, _segments: list[Any]) -> str:
        """The original's numbers; called by wagtail-localize."""
        return value

    def clean(self, value: str) -> str:
        """Returns the numbers in one spelling; raises ValidationError for those not on record."""
        numbers = numbers_in(super().clean(value))
        found = Contribution.objects.on_record().filter(number__in=numbers)
        missing = set(numbers) - set(found.values_list("number", flat=True))
        if missing:
            unknown = listed(f"#{number}" for number in sorted(missing))
            message = gettext("There is no contribution with this number on record: %(numbers)s")
            raise ValidationError(message % {"numbers": unknown})
        return ", ".join(f"#{number}" for number in numbers)


class ReportSectionBlock(blocks.StructBlock):
    """A section of a report: heading, text and the contributions it rests on."""

    title = blocks.CharBlock(label=pgettext_lazy("label", "Heading"), max_length=200)
    text = RichTextBlock(
        label=pgettext_lazy("label", "Text"),
        features=SECTION_FEATURES,
        required=False,
        help_text=_("[#930] becomes a citation with country and link."),
    )
    cited = CitedNumbersBlock()

    class Meta:
        icon = "doc-full"
        label = _("Section of the report")
        description = _("A heading, a text and the contributions that it rests on.")
        template = "blocks/report_section.html"
        preview_value = {
            "title": "Training",
            "text": "<p>Several participants asked for training in their own language.</p>",
            "cited": "",
        }


class ReportBlock(blocks.StreamBlock):
    """The sections of a report."""

    section = ReportSectionBlock()
