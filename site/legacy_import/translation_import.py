"""Imports legacy pages in other languages as translations of their originals."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext

from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.operations import translate_object

from conference.models import ConferencePage, SessionPage
from core.bulk_string_signals import import_po
from core.text.text_joining import labelled
from legacy_import.agenda_parser import Section
from legacy_import.conference_facts import dates_of, first_instant
from legacy_import.field_content import Content, content_of, fill, record_import
from legacy_import.file_batch import Batch, Item
from legacy_import.import_report import Outcome
from legacy_import.overwrite_protection import overwrite_refusal
from legacy_import.page_tree import MODELS, PageTree, named_refusals, save
from legacy_import.parsing.conference_dates import Dates
from legacy_import.parsing.errors import RefusedError
from legacy_import.string_alignment import pairs
from legacy_import.word_verification import lost_words

if TYPE_CHECKING:
    from legacy_import.page_writer import PageWriter


# --- Which page is the original -------------------------------------------------------------


def original_of(page: Page) -> Any:
    """Returns the page's original in the default language, or None."""
    source = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    if page.locale_id == source.pk:
        return None
    found = page.get_translation_or_none(source)
    return found.specific if found is not None else None


def original_part(item: Item, label: str, parent: Page, batch: Batch) -> Any:
    """Returns the original of a conference's page, by kind, number, address or name."""
    above = original_of(parent)
    if above is None:
        return None
    pages = MODELS[item.legacy.kind].objects.child_of(above)
    if item.legacy.kind == "session":
        return pages.filter(number=item.legacy.number).first()
    if item.legacy.kind != "plain":
        return pages.first()
    there = parent.get_children().filter(title__iexact=label).first()
    known = original_of(there) if there is not None else _by_file(item, batch)
    return known if known is not None and known.get_parent().pk == above.pk else None


def conference_for(item: Item, tree: PageTree, writer: "PageWriter") -> ConferencePage | None:
    """Returns the conference in the page's language, translated if need be, or None."""
    if item.legacy.language == settings.LANGUAGE_CODE or tree.locale is None:
        return None
    original = _original_conference(item, tree, writer)
    if original is None:
        return None
    there = original.get_translation_or_none(tree.locale)
    if there is not None:
        return there.specific
    title = item.placement.conference
    full_title = writer.batch.facts(item).full_title or title
    content = Content({"full_title": full_title, "body": []})
    page, _synchronised = translate(original, title, content, tree, item)
    item.report.done.append(gettext("Created the conference “%(title)s”.") % {"title": title})
    record_import(page, item.legacy, is_main=False)
    return page


def _original_conference(item: Item, tree: PageTree, writer: "PageWriter") -> ConferencePage | None:
    known = _by_file(item, writer.batch)
    if known is not None:
        above = ConferencePage.objects.ancestor_of(known, inclusive=True).first()
        if above is not None:
            return above.specific
    originals = PageTree(settings.LANGUAGE_CODE, tree.user, publish=tree.publish)
    if item.stem and (found := originals.find_by_stem(item.stem)):
        return found
    # Names of places and of programmes are the same in all languages.
    placement = item.placement
    found = originals.find_conference(placement.conference, placement.parent_level)
    if found is not None:
        return found
    found = _by_dates(writer.batch.facts(item).dates, originals, tree)
    if found is not None:
        item.report.doubts.append(
            gettext("By its dates alone, it was identified as a translation of “%(title)s”.")
            % {"title": found.title}
        )
    return found


def _by_dates(dates: Dates | None, originals: PageTree, tree: PageTree) -> ConferencePage | None:
    """Returns the only untranslated conference with these dates, or None."""
    if dates is None:
        return None
    day = first_instant(dates.opens)
    same = [
        page
        for page in ConferencePage.objects.descendant_of(originals.home()).filter(opens_at=day)
        if dates_of(page).ends == dates.ends and not page.has_translation(tree.locale)
    ]
    return same[0].specific if len(same) == 1 else None


def _by_file(item: Item, batch: Batch) -> Any:
    """Returns the original that the language bar links to, or with a similar file name."""
    linked = batch.at_address(item.legacy.language_links.get(settings.LANGUAGE_CODE, ""))
    originals, _others = batch.by_language()
    alike = [
        other
        for other in originals
        if other.bare_name == item.bare_name and other.legacy.kind == item.legacy.kind
    ]
    found = linked or next(iter(alike), None)
    return found.page.specific if found is not None and found.page is not None else None


# --- Writing it -----------------------------------------------------------------------------


def write_translation(
    item: Item, original: Any, title: str, tree: PageTree, writer: "PageWriter"
) -> None:
    """Writes the translation of `original`.

    Raises RefusedError where the parent is not translated, or an editor's work would be lost.
    """
    there = original.get_translation_or_none(tree.locale)
    if there is not None:
        writer.check_may_write(item, there.specific)
        title = there.title
    content = content_of(item.legacy)
    if item.legacy.kind == "session":
        content.fields |= {"introduction": "", "agenda_heading": "", "agenda_note": ""}
        content.fields["theme"] = item.legacy.theme or title
    page, item.is_synchronised = translate(original, title, content, tree, item)
    for section in content.sections:
        _translate_session(section, page, tree, item, writer)
    if lost_words(item.legacy, page):
        _disconnect(page)
        item.is_synchronised = False
        writer.check_words(item, page)
    if not item.is_synchronised:
        item.report.doubts.append(
            gettext(
                "The page does not match its original sentence by sentence; it keeps its own text."
            )
        )
    writer.finish(item, page, Outcome.UPDATED if there is not None else Outcome.CREATED)


def _translate_session(
    section: Section, agenda: Page, tree: PageTree, item: Item, writer: "PageWriter"
) -> None:
    """Translates a session of the agenda, unless it has a file of its own."""
    original_agenda = original_of(agenda)
    sessions = SessionPage.objects.child_of(original_agenda.get_parent())
    original = sessions.filter(number=section.number).first()
    if original is None:
        return
    there = original.get_translation_or_none(tree.locale)
    replace = writer.options.replace
    if there is not None and (reason := overwrite_refusal(there, tree.user, replace=replace)):
        item.report.doubts.append(str(labelled(section.title, reason)))
        return
    content = Content(
        {
            "theme": section.theme,
            "introduction": section.introduction,
            "agenda_heading": section.heading,
            "agenda_note": section.note,
        },
        {"guiding_questions": section.questions},
    )
    title = there.title if there is not None else section.title
    page, _synchronised = translate(original, title, content, tree, item)
    record_import(page, item.legacy, is_main=False)


def translate(
    original: Any, title: str, content: Content, tree: PageTree, item: Item
) -> tuple[Any, bool]:
    """Returns the translated page, and whether it stays synchronised with its original."""
    locale = tree.locale
    above = original.get_parent().get_translation_or_none(locale)
    if locale is None or above is None:
        raise RefusedError(gettext("A page above it is not translated into this language yet."))
    publish = tree.publish and _may_publish(tree, above, item)
    translate_object(original, [locale])
    translation = Translation.objects.get(
        source__object_id=original.translation_key, target_locale=locale
    )
    found = pairs(original, title, content) if translation.enabled else None
    if found is not None:
        _import_strings(translation, found, tree.user)
    if found is not None and not _has_gaps(translation):
        translation.save_target(user=tree.user, publish=False)
        page = translation.get_target_instance().specific
        if publish:
            with named_refusals(page):
                page.get_latest_revision().publish(user=tree.user)
        return type(page).objects.get(pk=page.pk), True
    page = translation.get_target_instance().specific
    _disconnect(page)
    page.title = title
    fill(page, content)
    _clear_untranslated(page, original)
    save(page, tree.user, publish=publish)
    return page, False


def _may_publish(tree: PageTree, above: Page, item: Item) -> bool:
    if tree.user is None or above.permissions_for_user(tree.user).can_publish_subpage():
        return True
    doubt = gettext("You may not publish in this language: the page was left as a draft.")
    if doubt not in item.report.doubts:
        item.report.doubts.append(doubt)
    return False


def _import_strings(translation: Translation, found: dict[tuple[str, str], str], user: Any) -> None:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = found.get((entry.msgctxt, entry.msgid), entry.msgstr)
    import_po(translation, po, user=user)


def _has_gaps(translation: Translation) -> bool:
    segments = StringSegment.objects.filter(source=translation.source)
    translated = segments.annotate_translation(translation.target_locale)
    return translated.filter(translation=None).exists()


def _disconnect(page: Page) -> None:
    """Stops the synchronisation: the page is edited as a normal page from now on."""
    translations = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale
    )
    translations.update(enabled=False)


def _clear_untranslated(page: Any, original: Any) -> None:
    """Clears a summary that was only copied from the original."""
    for name in ("summary", "search_description", "seo_title"):
        if getattr(page, name) == getattr(original, name):
            setattr(page, name, "")
