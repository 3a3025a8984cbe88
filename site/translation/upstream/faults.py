"""What keeps a translated text from being put on a page."""

from wagtail_localize.strings import StringValue, validate_translation_links


def markup_fault(source: str, html: str) -> str:
    """Why a translation of `source` would be refused; empty where it would not."""
    try:
        StringValue.from_translated_html(html)
        validate_translation_links(source, html)
    except ValueError as error:
        return str(error)
    return ""
