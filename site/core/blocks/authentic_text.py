"""The block that quotes an authentic text by reference to one snippet for all languages."""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

# By name: core must not import the apps that build on it.
MODEL = "terms.AuthenticText"


class AuthenticChooserBlock(SnippetChooserBlock):
    """Chooses the same snippet in every language: it has no segments to translate."""

    def get_translatable_segments(self, _value: Any) -> list[Any]:
        """Returns no segments."""
        return []

    def restore_translated_segments(self, value: Any, _segments: list[Any]) -> Any:
        """Returns the value unchanged."""
        return value


class AuthenticTextBlock(blocks.StructBlock):
    """Quotes an authentic text in the page's language."""

    text = AuthenticChooserBlock(MODEL, label=_("Authentic text"))

    class Meta:
        icon = "openquote"
        label = _("Authentic text")
        description = _("An article or paragraph in the very words of its own language.")
        template = "blocks/authentic_text.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """As Wagtail's own; adds the wording in the page's language, else in the site's first."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        text, page = value["text"], (parent_context or {}).get("page")
        locale = getattr(page, "locale", None)
        language = locale.language_code if locale else get_language() or settings.LANGUAGE_CODE
        if text is not None:
            own = text.wording_in(language)
            context["wording"] = own or text.wording_in(settings.LANGUAGE_CODE)
            context["is_foreign"] = own is None
        return context

    def get_preview_value(self) -> Any:
        """Returns any authentic text of the database; a preview cannot make one up."""
        chooser = self.child_blocks["text"]
        return self.normalize({"text": chooser.model_class.objects.order_by("pk").first()})
