"""Blocks of the outcome page and its report: rows, sections, cited numbers, files of outcomes."""

import re
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.blocks import StreamValue

from contributions.models import Contribution
from core.blocks.media import FileValue, LibraryDocumentBlock, any_document, file_language
from core.blocks.text import RichTextBlock
from core.languages.language_names import language_choices
from core.pages import body_prefetch
from core.text.text_joining import listed

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


ANSWER_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]


class OutcomeFileBlock(blocks.StructBlock):
    """One file of a document, in one language."""

    document = LibraryDocumentBlock(label=pgettext_lazy("label", "File"))
    language = file_language(_("Language of the file"))

    class Meta:
        icon = "doc-full"
        label = pgettext_lazy("kind of block", "File")
        description = _("One file of a document, in one language.")
        template = "blocks/outcome_file.html"
        value_class = FileValue

    def get_preview_value(self) -> Any:
        """Returns the block with any document of the library."""
        return self.normalize({"document": any_document(), "language": "en"})


class OutcomeFilesBlock(blocks.StreamBlock):
    """The files of one document, one per language."""

    file = OutcomeFileBlock()

    def clean(self, value: StreamValue) -> StreamValue:
        """As Wagtail's own; refuses two files in the same language."""
        cleaned: StreamValue = super().clean(value)
        counts = Counter(child.value["language"] for child in cleaned)
        twice = [code for code, count in counts.items() if count > 1]
        if twice:
            names = dict(language_choices())
            message = gettext("There is more than one file in this language: %(language)s.")
            errors = [ValidationError(message % {"language": names[code]}) for code in twice]
            raise blocks.StreamBlockValidationError(non_block_errors=ErrorList(errors))
        return cleaned


class AnswerBlock(blocks.StructBlock):
    """One row: what was asked, what was answered, what was done."""

    asked = RichTextBlock(
        label=_("We asked"),
        features=ANSWER_FEATURES,
        help_text=_("The question or proposal that was put to the participants."),
    )
    said = RichTextBlock(
        label=_("You said"),
        features=ANSWER_FEATURES,
        help_text=_(
            "What participants answered, in short. [#930] becomes a citation with country and link."
        ),
    )
    did = RichTextBlock(
        label=_("We did"),
        features=ANSWER_FEATURES,
        help_text=_("What resulted from it, or why nothing did."),
    )

    cited = CitedNumbersBlock()

    class Meta:
        icon = "clipboard-list"
        label = _("Questions, views and follow-up")
        description = _("One question, the participants’ answers, and what resulted from them.")
        template = "blocks/answer.html"
        preview_value = {
            "asked": "<p>Which instruments already take biosafety in?</p>",
            "said": "<p>Few do; guidance is needed.</p>",
            "did": "<p>The question went into the background paper.</p>",
            "cited": "",
        }


class AnswersBlock(blocks.StreamBlock):
    """The rows of the outcome page."""

    answer = AnswerBlock()

    class Meta:
        template = "blocks/answers.html"

    def render(self, value: StreamValue, context: dict[str, Any] | None = None) -> SafeString:
        """As Wagtail's own; prefetches the link targets of all rows."""
        with body_prefetch.preloaded_stream(value):
            text: SafeString = super().render(value, context)
            return text
