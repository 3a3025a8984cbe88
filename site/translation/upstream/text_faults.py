"""Finds faults that prevent a translated text from being published."""

from wagtail_localize.strings import StringValue, validate_translation_links


def markup_fault(source: str, html: str) -> str:
    """Returns why a translation of `source` is invalid; empty if it is valid."""
    try:
        StringValue.from_translated_html(html)
        validate_translation_links(source, html)
    except ValueError as error:
        return str(error)
    return ""
