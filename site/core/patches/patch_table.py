"""Table of all monkey patches of other packages, in whatever process.

Each entry states what is replaced and why, what breaks without it, and which test fails when
upstream no longer needs it. Read it before upgrading Django, Wagtail, wagtail-localize or
WeasyPrint. Patches do not return fake QuerySets or fill private caches; where an extension point
exists (hook, subclass, template, setting), it is used instead. At most `LIMIT` entries; a test
counts them.
"""

from core.patches.monkeypatch import Patch, apply

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
        target="django.core.management.commands.migrate.MigrationExecutor",
        replacement="core.migration_executor.lean",
        why="The command takes no executor, and Django's builds nearly all historical models anew "
        "for each operation.",
        breaks="`migrate` takes three times as long, and so do set-ups and tests.",
        delete_when="tests/core/test_migration_executor.py::"
        "test_stock_builds_models_that_an_operation_does_not_change",
        applied_by="core.management.commands.migrate",
    ),
    Patch(
        target="socket.getaddrinfo",
        replacement="core.outside_services.name_lookups.LimitedLookups",
        why="Clients of Redis, PostgreSQL and the bucket look names up without a time limit.",
        breaks="While the resolver hangs, each new connection holds a thread for many seconds.",
        delete_when="tests/core/outside_services/test_name_lookups.py::"
        "test_stock_lookups_take_no_time_limit",
        applied_by="config.wsgi",
    ),
]


def apply_all() -> None:
    """Applies the patches, except those that another module applies itself."""
    apply_those_of("")


def apply_those_of(module: str) -> None:
    """Applies the patches whose `applied_by` is the module with this dotted path."""
    for patch in PATCHES:
        if patch.applied_by == module:
            apply(patch)
