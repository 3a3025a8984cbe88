"""Blocks of text: headings, paragraphs, lists, quotations, callouts."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail import blocks
from wagtail.rich_text import RichText
from wagtail_localize.segments import StringSegmentValue

from core.blocks.heading_ids import HeadingIds
from core.languages.language_names import language_choices
from core.text import rich_text_segments
from core.text.bidi_isolation import direction_of
from core.text.foreign_passages import passages_html, with_passages, without_marks


class PlainTextBlock(blocks.CharBlock):
    """A line of text, passages marked (`core.text.foreign_passages`).

    Deconstructs as Wagtail's own block, so that migrations do not name this class.
    """

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As for Wagtail's own block."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, kwargs

    def get_searchable_content(self, value: str) -> list[str]:
        """As Wagtail's own, without marks."""
        return [without_marks(text) for text in super().get_searchable_content(value)]

    def render_basic(self, value: str, context: dict[str, Any] | None = None) -> SafeString:
        """Returns the text as HTML."""
        return passages_html(value)

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        """Returns the text's segment; called by wagtail-localize."""
        return [rich_text_segments.text_segment("", value)]

    def restore_translated_segments(self, value: str, segments: list[StringSegmentValue]) -> str:
        """Returns the translated text; called by wagtail-localize."""
        (segment,) = segments
        return rich_text_segments.text_of(segment, value)


class RichTextBlock(blocks.RichTextBlock):
    """Deconstructs as Wagtail's own block, so that migrations do not name this class.

    Its editor keeps passages in another language, whatever the `features`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.features: list[str] | None = with_passages(kwargs.get("features"))

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """As for Wagtail's own block."""
        path, args, kwargs = super().deconstruct()
        if type(self) is RichTextBlock:
            path = "wagtail.blocks.RichTextBlock"
        return path, args, kwargs

    def get_translatable_segments(self, value: RichText) -> list[Any]:
        """Returns the segments of the text; called by wagtail-localize."""
        return rich_text_segments.segments_of(value.source)

    def restore_translated_segments(self, value: RichText, segments: list[Any]) -> RichText:
        """Returns the value made from translated segments; called by wagtail-localize."""
        return RichText(rich_text_segments.html_of(segments, value.source))


INLINE_FEATURES = ["bold", "italic", "superscript", "subscript", "link", "document-link"]
PARAGRAPH_FEATURES = [*INLINE_FEATURES, "ul", "ol"]
# Wagtail requires alternative text for each image that is not marked as decorative.
TEXT_FEATURES = [*PARAGRAPH_FEATURES, "image"]
TONES = [
    ("note", pgettext_lazy("callout", "Note")),
    ("important", pgettext_lazy("callout", "Important")),
]


class FormerIdsBlock(blocks.CharBlock):
    """Identifiers by which links led to a heading before, with a space between; no text."""

    def get_translatable_segments(self, value: str) -> list[Any]:
        """None: they are the same in every language."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """Returns the value unchanged."""
        return value


class HeadingBlock(blocks.StructBlock):
    """A heading of a section or subsection, with an anchor."""

    text = PlainTextBlock(label=pgettext_lazy("label", "Text"), max_length=200)
    level = blocks.ChoiceBlock(
        label=pgettext_lazy("label", "Level"),
        choices=[
            ("2", pgettext_lazy("level of a heading", "Section")),
            ("3", pgettext_lazy("level of a heading", "Subsection")),
        ],
        default="2",
        search_index=False,
    )
    # Kept in the form, and of no use to its reader.
    former_ids = FormerIdsBlock(required=False, search_index=False, form_attrs={"hidden": "hidden"})

    class Meta:
        icon = "title"
        label = pgettext_lazy("kind of block", "Heading")
        description = _("Starts a section or a subsection; readers can link to it.")
        template = "blocks/heading.html"
        preview_value = {"text": "Mandate of the online conference", "level": "2"}

    def get_context(
        self, value: blocks.StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """With the heading's identifiers, which the body around it gives out."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {"heading": HeadingIds("s-heading")} | context


class ParagraphBlock(RichTextBlock):
    """A paragraph of rich text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = pgettext_lazy("kind of block", "Text")
        description = _("One or more paragraphs with links, emphasis and images.")
        template = "blocks/paragraph.html"
        preview_value = (
            "<p>Governments exchanged views <b>in writing</b>, in several languages.</p>"
        )


class ListItemsBlock(blocks.ListBlock):
    """Base of lists whose items are inline rich text."""

    def __init__(self, **kwargs: Any) -> None:
        item = RichTextBlock(features=INLINE_FEATURES, label=pgettext_lazy("label", "Item"))
        super().__init__(item, min_num=1, **kwargs)


class BulletedListBlock(ListItemsBlock):
    """An unordered list."""

    class Meta:
        icon = "list-ul"
        label = _("Bulleted list")
        description = _("Points in no particular order.")
        template = "blocks/bulleted_list.html"
        preview_value = ["<p>National plans</p>", "<p>Development assistance</p>"]


class NumberedListBlock(ListItemsBlock):
    """An ordered list."""

    class Meta:
        icon = "list-ol"
        label = _("Numbered list")
        description = _("Points that are cited by their number.")
        template = "blocks/numbered_list.html"
        preview_value = ["<p>Review the status</p>", "<p>Share experience</p>"]


class QuoteValue(blocks.StructValue):
    """Value of a quotation block."""

    @property
    def direction(self) -> str:
        """The writing direction of the quotation's language: "ltr" or "rtl"."""
        return direction_of(self["language"])


class QuoteBlock(blocks.StructBlock):
    """A quotation with source and language."""

    text = RichTextBlock(
        label=pgettext_lazy("label", "Quotation"), features=["bold", "italic", "link"]
    )
    source = blocks.CharBlock(
        label=pgettext_lazy("label", "Source"),
        required=False,
        max_length=250,
        help_text=_("Who said it, or the symbol of the document, for example “Decision BS-III/3”."),
    )
    language = blocks.ChoiceBlock(
        label=_("Language of the quotation"),
        choices=language_choices,
        required=False,
        search_index=False,
        help_text=_("Only if it differs from the page’s language; screen readers need it."),
    )

    class Meta:
        icon = "openquote"
        label = pgettext_lazy("kind of block", "Quotation")
        description = _("Words of somebody else, with their source and language.")
        template = "blocks/quote.html"
        value_class = QuoteValue
        preview_value = {
            "text": "<p>Integrate biosafety into broader development strategies.</p>",
            "source": "Decision BS-III/3",
            "language": "en",
        }


class CalloutValue(blocks.StructValue):
    """Value of a callout block."""

    @property
    def tone_label(self) -> str:
        """The translated label of the chosen tone."""
        return str(dict(TONES)[self["tone"]])


class CalloutBlock(blocks.StructBlock):
    """A highlighted paragraph, as a note or as important."""

    heading = blocks.CharBlock(
        label=pgettext_lazy("label", "Heading"), required=False, max_length=150
    )
    text = RichTextBlock(label=pgettext_lazy("label", "Text"), features=PARAGRAPH_FEATURES)
    tone = blocks.ChoiceBlock(
        label=pgettext_lazy("label", "Kind"),
        choices=TONES,
        default="note",
        search_index=False,
    )

    class Meta:
        icon = "warning"
        label = pgettext_lazy("kind of block", "Callout")
        description = _("A short notice that must not be overlooked.")
        template = "blocks/callout.html"
        value_class = CalloutValue
        preview_value = {
            "heading": "Before you write",
            "text": "<p>State the country or organization you speak for.</p>",
            "tone": "note",
        }
