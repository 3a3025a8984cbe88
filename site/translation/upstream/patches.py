"""Table of all monkey patches of other packages.

Each entry states what is replaced and why, what breaks without it, and which test fails when
upstream no longer needs it. Read it before upgrading Wagtail, wagtail-localize or WeasyPrint.
Patches do not return fake QuerySets or fill private caches; where an extension point exists (hook,
subclass, template, setting), it is used instead. At most `LIMIT` entries; a test counts them.
"""

from core.monkeypatch import Patch, apply

LIMIT = 8
CONTRACT = "tests/translation/upstream/test_patches.py"

PATCHES = [
    Patch(
        target="wagtail_localize.models.TranslationSource.create_or_update_translation",
        replacement="translation.upstream.target_saving.create_or_update_translation",
        why="Saving a translation as a draft writes into the row of the live page.",
        breaks="Readers see drafts; pages without a translated title are published.",
        delete_when=f"{CONTRACT}::test_stock_writes_a_draft_into_the_live_page",
        issue="https://github.com/wagtail/wagtail-localize/issues/655",
    ),
    Patch(
        target="wagtail_localize.models.TranslationSource.refresh_segments",
        replacement="translation.upstream.segment_extraction.refresh_segments",
        why="No signal tells that the segments of an original were extracted anew, and each of "
        "them takes some fifteen queries (`translation.upstream.segment_writing`).",
        breaks="Translations of changed originals are not found stale, nor carried over.",
        delete_when=f"{CONTRACT}::test_upstream_has_no_signals_for_segments",
    ),
    Patch(
        target="wagtail_localize.wagtail_hooks.page_listing_more_buttons",
        replacement="translation.upstream.listing_buttons.in_place_of",
        why="The hook takes four queries for each row of the explorer; none can be withdrawn.",
        breaks="A listing of fifty pages takes two hundred queries more.",
        delete_when=f"{CONTRACT}::test_the_stock_buttons_take_queries_for_each_row",
        applied_by="translation.upstream.listing_buttons",
    ),
    Patch(
        target="wagtail_localize.strings.INLINE_TAGS",
        replacement="translation.upstream.segment_extraction.extended",
        why="The list of elements within a sentence lacks sup, sub, span and others.",
        breaks="Translators get “10”, “th” and “meeting” as three strings.",
        delete_when=f"{CONTRACT}::test_stock_cuts_sentences_at_further_inline_elements",
        issue="https://github.com/wagtail/wagtail-localize/issues/778",
    ),
    Patch(
        target="wagtail.models.Page.get_admin_display_title",
        replacement="translation.permissions.hidden_titles.page_titles.admin_display_title",
        why="Lists of the admin show the draft title of every page to every user.",
        breaks="Somebody without rights on a public page reads the title of its draft.",
        delete_when=f"{CONTRACT}::test_stock_shows_draft_titles_to_everybody",
    ),
    Patch(
        target="weasyprint.pdf.tags._build_box_tree",
        replacement="printing.pdf.tagging.build_complete",
        why="Tagged PDFs lack languages, scopes, expansions and bodies of list items.",
        breaks="Screen readers pronounce quotations wrongly; PDF/UA checkers complain.",
        delete_when="tests/printing/test_pdf_tags.py::test_stock_tags_lack_languages_and_scopes",
        issue="https://github.com/Kozea/WeasyPrint/issues/2508",
        applied_by="printing.pdf.engine",
    ),
    Patch(
        target="weasyprint.pdf.stream.Stream.marked",
        replacement="printing.pdf.tagging.marked_as_artifacts",
        why="An image without alternative is tagged as a figure.",
        breaks="Screen readers announce figures that say nothing; PDF/UA checkers complain.",
        delete_when="tests/printing/test_pdf_tags.py::test_stock_tags_images_without_alternative",
        applied_by="printing.pdf.engine",
    ),
    Patch(
        target="weasyprint.draw.text.draw_first_line",
        replacement="printing.pdf.drawing_patches.draw_soft_hyphens",
        why="A word broken at the end of a line is drawn with a hyphen of its own; of a letter "
        "with a vowel sign, both glyphs are named by the first (`printing.pdf.drawing_patches`).",
        breaks="Readers' search does not find the word, nor any with that letter; copies lack it.",
        delete_when="tests/printing/test_pdf_tags.py::test_stock_words_are_not_read_back",
        applied_by="printing.pdf.engine",
    ),
]


def apply_all() -> None:
    """Applies the patches, except those that another process applies itself."""
    for patch in PATCHES:
        if not patch.applied_by:
            apply(patch)
