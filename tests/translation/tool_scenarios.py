"""The same world, with what translators use: the workspace, the memory, files; and their rules."""

from contextlib import suppress
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count
from django.http import Http404

from wagtail_localize.models import Translation

from tests.translation.scenarios import SOURCE, TARGET, World
from translation.files import import_screen
from translation.files.export_formats import EXPORT_FORMATS
from translation.files.import_plan import Kind, plan
from translation.files.upload_reader import read_all
from translation.models import MemoryPair, SegmentRecord, State, TranslationProgress
from translation.workspace import save_segment, segment_queue, suggestions
from translation.workspace.segment_data import version_of
from translation.workspace.segment_queue import QueueFilters

LAYOUTS = tuple(EXPORT_FORMATS)


class ToolWorld(World):
    """What is done with the tools never changes a live page."""

    @property
    def user(self) -> User:
        return User.objects.get(username="admin")

    # --- What happens -----------------------------------------------------------------------

    def type_in(self, language: str, number: int) -> set[str]:
        """A text is written in the workspace."""
        self._save(language, number, f"{self._text(TARGET)}")
        return set()

    def confirm(self, language: str, number: int) -> set[str]:
        """A text is saved as it stands: the earlier translation is still valid."""
        self._save(language, number, None)
        return set()

    def repeat(self, language: str, number: int) -> set[str]:
        """One decision for all equal texts."""
        record = self._record(language, number)
        if record is not None:
            suggestions.apply_to_repetitions(record, self._text(TARGET), self.user)
        return set()

    def exchange(self, language: str, layout: int, is_changed: bool) -> set[str]:
        """A file goes out and comes back, with or without new translations in it."""
        translation = self.translation(language)
        if translation is None or self.page() is None:
            return set()
        write = EXPORT_FORMATS[LAYOUTS[layout % len(LAYOUTS)]]
        content, _kind, ending = write(Translation.objects.filter(pk=translation.pk))
        before = _entries(translation)
        if is_changed:
            content = content.replace(TARGET.encode(), f"{TARGET} again".encode())
        found = plan(read_all([SimpleUploadedFile(f"x.{ending}", content)]), self.user)
        assert not found.refusals, [refusal.reason for refusal in found.refusals]
        import_screen.carry_out(found, self.user)
        if not is_changed:
            assert {change.kind for change in found.to_write} <= {Kind.DRAFT}
            assert _entries(translation) == before, "a file that nobody touched changed a text"
        return set()

    def _save(self, language: str, number: int, html: str | None) -> None:
        record = self._record(language, number)
        if record is None:
            return
        with suppress(Http404, PermissionDenied):
            item = save_segment.open_item(self.user, record.pk)
            text = item.translated if html is None else html
            if text:
                save_segment.save(self.user, record.pk, text, version_of(item.entry))
                assert save_segment.open_item(self.user, record.pk).translated == text

    def _record(self, language: str, number: int) -> SegmentRecord | None:
        translation = self.translation(language)
        if translation is None or self.page(language) is None:
            return None
        records = list(translation.records.current())
        return records[number % len(records)] if records else None

    # --- What holds -------------------------------------------------------------------------

    def memory(self) -> dict[str, str]:
        """Digest of original and place → its translation; also of pages that are gone."""
        pairs = MemoryPair.objects.filter(page_key=self.key)
        return dict(pairs.values_list("digest", "target_html"))

    def check_tools(self) -> None:
        """The queue, the counts and the memory say what the records say."""
        for row in TranslationProgress.objects.filter(translation_key=self.key):
            records = SegmentRecord.objects.filter(translation=row.pk, is_current=True).order_by()
            counted = dict(records.values_list("state").annotate(number=Count("pk")))
            assert {state: getattr(row, state) for state in State.values} == {
                state: counted.get(state, 0) for state in State.values
            }
            self._check_queue(row, records)
        for text in self.memory().values():
            assert TARGET in text
            assert SOURCE not in text

    def _check_queue(self, row: TranslationProgress, records: Any) -> None:
        """Everything that waits is in it once, if the user may edit the page."""
        shown = segment_queue.queue(self.user, QueueFilters(row.locale))
        ids = [pk for page in shown if page.translation_id == row.pk for pk in page.ids]
        waiting = records.filter(state__in=(State.UNTRANSLATED, State.STALE))
        assert len(ids) == len(set(ids))
        if self.page(row.locale.language_code) is not None and row.translation.enabled:
            assert set(waiting.values_list("pk", flat=True)) <= set(ids)


def _entries(translation: Translation) -> dict[int, str]:
    """Record → what is entered for it."""
    found = {}
    for record in translation.records.current():
        entry = record.string.translations.filter(
            context=record.context_id, locale=translation.target_locale_id
        ).first()
        found[record.pk] = entry.data if entry else ""
    return found
