"""Resolves links and redirects once all pages of an import exist.

Before that, “See also” references are told apart: those that become links, and the others.
"""

import json
import re
from html import escape, unescape
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, override, pgettext

from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.models import Translation

from conference.models import ConferencePage, SessionPage
from core.models import SeeAlsoLink
from legacy_import.field_content import content_of, fill, record_import
from legacy_import.file_batch import Batch, Item, path_of
from legacy_import.import_options import Options
from legacy_import.models import ImportedSource
from legacy_import.overwrite_protection import is_edited
from legacy_import.page_tree import save
from legacy_import.parsing.language_vocabulary import kind_of, section_of
from legacy_import.parsing.see_also import Reference
from legacy_import.parsing.text_blocks import Paragraph
from legacy_import.parsing.text_comparison import fold
from legacy_import.word_verification import lost_words

LONGEST_ADDRESS, LONGEST_TEXT = 1000, 255
_LINK = re.compile(r'<a href="([^"]*)">')


class LinkResolver:
    """Resolves the links of one import's pages."""

    def __init__(self, batch: Batch, options: Options) -> None:
        self.batch = batch
        self.options = options
        self.unresolved: list[str] = []

    def link(self, item: Item) -> None:
        """Resolves the links of a page written in this import, and adds its redirect."""
        page = item.page.specific if item.page else None
        if page is None:
            return
        self.redirect(item, page)
        if item.legacy.kind == "thread":
            return
        self.unresolved = []
        changed = self.check_agenda(item, page)
        if not item.is_synchronised:
            changed = self.link_texts(page) or changed
            changed = self.link_see_also(item, page) or changed
        if changed:
            is_draft = isinstance(page, ConferencePage) and page.first_published_at is None
            save(page, self.options.user, publish=self.options.publish and not is_draft)
            record_import(page, item.legacy)
        if item.legacy.kind == "agenda":
            self.link_sessions(item)
        for address in dict.fromkeys(self.unresolved):
            item.report.doubts.append(
                gettext("A link leads to the former site: %(address)s") % {"address": address}
            )

    def complete(self, item: Item) -> None:
        """Resolves the links of a page whose earlier import was stopped before it did."""
        page = item.page.specific if item.page else None
        if page is None or item.legacy.kind == "thread" or is_edited(page):
            return
        self.unresolved = []
        follows = Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale, enabled=True
        )
        if not follows.exists() and self.link_texts(page):
            save(page, self.options.user, publish=self.options.publish and page.live)
            record_import(page, item.legacy)
        self.redirect(item, page)

    def link_sessions(self, item: Item) -> None:
        """Resolves links in sessions that were created from an agenda."""
        records = ImportedSource.objects.filter(
            source=item.legacy.name[:400], sha256=item.legacy.sha256, is_main=False
        )
        for session in SessionPage.objects.filter(pk__in=records.values("page")):
            if self.link_texts(session):
                save(session, self.options.user, publish=self.options.publish)
                record_import(session, item.legacy, is_main=False)

    # --- Links in the text ------------------------------------------------------------------

    def link_texts(self, page: Any) -> bool:
        """Resolves links in all text fields; returns whether one changed."""
        changed = False
        for column in page._meta.get_fields():
            if isinstance(column, RichTextField):
                before = getattr(page, column.name)
                after = self.linked(before)
            elif isinstance(column, StreamField):
                before = list(getattr(page, column.name).raw_data)
                after = self.linked(before)
            else:
                continue
            if after != before:
                is_text = isinstance(column, RichTextField)
                setattr(page, column.name, after if is_text else json.dumps(after))
                changed = True
        return changed

    def linked(self, value: Any) -> Any:
        """Returns a copy of rich text or raw stream data with its links resolved."""
        if isinstance(value, str):
            return _LINK.sub(self._resolved, value) if "<a href=" in value else value
        if isinstance(value, dict):
            return {key: self.linked(each) for key, each in value.items()}
        return [self.linked(each) for each in value] if isinstance(value, list) else value

    def _resolved(self, found: re.Match[str]) -> str:
        address = unescape(found[1])
        target = self.target(address)
        if target is not None:
            return f'<a id="{target.pk}" linktype="page">'
        if address.startswith("/"):
            self.unresolved.append(address)
        return found[0]

    def target(self, address: str) -> Page | None:
        """Returns the page imported from the address on the former site, or None."""
        if not address or address.startswith(("#", "mailto:", "tel:", "ftp:")):
            return None
        item = self.batch.at_address(address)
        if item is not None:
            return item.page
        path = path_of(address)
        host = urlsplit(address).netloc
        records = ImportedSource.objects.exclude(page=None).exclude(former_address="")
        for record in records.filter(former_address__endswith=urlsplit(address).path):
            if path_of(record.former_address) == path and host in (
                "",
                urlsplit(record.former_address).netloc,
            ):
                return record.page
        redirect = Redirect.objects.filter(old_path=path, site=None).first() if not host else None
        return redirect.redirect_page if redirect else None

    # --- "See also" -------------------------------------------------------------------------

    def link_see_also(self, item: Item, page: Any) -> bool:
        """Adds “See also” links to the page; returns whether it changed."""
        known = {(link.target_id, link.address) for link in page.see_also_links.all()}
        added = False
        for reference in item.legacy.see_also:
            target = self.target(reference.address)
            address = "" if target else reference.address
            if (target.pk if target else None, address) in known:
                continue
            link = SeeAlsoLink(
                locale=page.locale, target=target, address=address, text=reference.text[:255]
            )
            link.sort_order = len(known)
            page.see_also_links.add(link)
            known.add((target.pk if target else None, address))
            added = True
        return added

    # --- Redirects --------------------------------------------------------------------------

    def redirect(self, item: Item, page: Page) -> None:
        """Redirects the page's address on the former site to it."""
        path = path_of(item.legacy.former_address)
        if not path or path == "/" or len(path) > 255:
            return
        redirect = Redirect.objects.filter(old_path=path, site=None).first()
        redirect = redirect or Redirect(old_path=path, is_permanent=True)
        former = redirect.redirect_page
        if former is None or page.is_descendant_of(former):
            # One that led to the conference did so for want of the page.
            redirect.redirect_page, redirect.redirect_link = page, ""
            redirect.save()
            said = pgettext("an imported page", "Redirects %(address)s.")
            item.report.done.append(said % {"address": path})
        elif former.pk != page.pk:
            doubt = gettext("%(address)s leads to “%(title)s” already; that redirect was kept.")
            item.report.doubts.append(doubt % {"address": path, "title": former.title})

    # --- Agendas ----------------------------------------------------------------------------

    def check_agenda(self, item: Item, page: Any) -> bool:
        """Keeps an agenda's words where session pages say less; returns whether it changed."""
        if item.legacy.kind != "agenda" or item.is_synchronised:
            return False
        if not lost_words(item.legacy, page):
            return False
        fill(page, content_of(item.legacy, only_body=True))
        item.report.doubts.append(
            gettext("The agenda and its sessions’ pages differ; the agenda’s text is kept in full.")
        )
        return True


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
    is_short = len(reference.address) <= LONGEST_ADDRESS and len(reference.text) <= LONGEST_TEXT
    return is_short and reference.address.startswith(("http://", "https://"))


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
