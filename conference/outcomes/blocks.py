"""Blocks of outcomes: files in several languages, and the rows of the outcome page."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.blocks import StreamValue

from conference.report.blocks import CitedNumbersBlock
from core.blocks.media import FileValue, LibraryDocumentBlock, any_document, file_language
from core.blocks.rich_text import RichTextBlock
from core.languages.language_names import language_choices
from core.pages import body_prefetch

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
