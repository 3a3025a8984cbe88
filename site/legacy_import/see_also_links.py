"""“See also” references that need a link of their own: not the conference's own pages."""

from html import escape

from django.utils.translation import gettext, override

from conference.models import ConferencePage
from legacy_import.file_batch import Batch, Item
from legacy_import.parsing.language_vocabulary import kind_of, section_of
from legacy_import.parsing.see_also import Reference
from legacy_import.parsing.text_blocks import Paragraph
from legacy_import.parsing.text_comparison import fold

LONGEST_ADDRESS, LONGEST_TEXT = 1000, 255


def keep_external_references(item: Item, batch: Batch, conference: ConferencePage) -> None:
    """Keeps in `item` the references that become links.

    Those to the conference's own pages are dropped; others without an address become text.
    """
    siblings = {fold(title) for title in conference.get_children().values_list("title", flat=True)}
    siblings |= {fold(other.legacy.label) for other in batch.neighbours(item)}
    siblings.add(fold(conference.title))
    links: list[Reference] = []
    texts: list[Reference] = []
    for reference in item.legacy.see_also:
        target = batch.at_address(reference.address)
        is_beside = target is not None and target.group == item.group
        is_label = bool(kind_of(reference.text)) or section_of(reference.text) is not None
        if is_beside or (fold(reference.text) in siblings) or (is_label and target is None):
            continue
        (links if is_link(reference) or target is not None else texts).append(reference)
    item.legacy.see_also = links
    if texts:
        item.legacy.blocks.insert(0, _paragraph(texts, item.legacy.language))


def is_link(reference: Reference) -> bool:
    """Returns whether the reference becomes a link: it has a suitable web address."""
    is_address = reference.address.startswith(("http://", "https://"))
    return (
        is_address
        and len(reference.address) <= LONGEST_ADDRESS
        and len(reference.text) <= LONGEST_TEXT
    )


def _paragraph(references: list[Reference], language: str) -> Paragraph:
    with override(language):
        opening = gettext("See also")
    parts = [
        f'<a href="{escape(each.address)}">{escape(each.text, quote=False)}</a>'
        if each.address
        else escape(each.text, quote=False)
        for each in references
    ]
    return Paragraph(f"{opening}: {', '.join(parts)}")
