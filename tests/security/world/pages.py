"""A conference with pages below it, in three languages, and all that addresses name of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from wagtail.admin.models import EditingSession
from wagtail.models import Locale, Page, Workflow, WorkflowPage
from wagtail_localize.models import OverridableSegment, StringSegment, Translation
from wagtail_localize.operations import translate_object

from conference.decisions.cancel_and_extend import extend
from conference.models import ConferencePage, IntroductionPage, SessionPage
from tests.conftest import PageFinder
from tests.translation.conftest import enter_every_string, translation_of
from translation.models import SegmentRecord, State

PORTAL = "protocol/capacity-building/portal"
LATER = datetime(2032, 1, 1, tzinfo=UTC)
Values = dict[str, Any]


class Standing:
    """Public in English, Spanish and French; its introduction is in a workflow in each."""

    def __init__(self, slug: str, page_at: PageFinder, account: Callable[[str], Any]) -> None:
        self.page_at, self.editor = page_at, account("editor")
        self.open = self._conference(slug, 2031)
        self.over = self._conference(f"{slug}-over", 2012)
        for page in (
            IntroductionPage(title="Introduction", slug="introduction"),
            SessionPage(title="Session", slug="session", theme="Theme", number=1),
        ):
            self.open.add_child(instance=page)
            page.save_revision().publish()
        self.pages = [self.open, *self.open.get_children().specific()]
        for page in (*self.pages, self.over):
            for code in ("es", "fr"):
                publish_in(page, code)
        extend(self.open, LATER, {"en": "More time was asked for."}, self.editor)

    def _conference(self, slug: str, year: int) -> ConferencePage:
        conference = ConferencePage(
            title=slug,
            slug=slug,
            full_title=slug,
            opens_at=datetime(year, 3, 3, tzinfo=UTC),
            closes_at=datetime(year, 3, 14, tzinfo=UTC),
        )
        self.page_at(PORTAL).add_child(instance=conference)
        conference.save_revision().publish()
        return conference

    def take_offline(self) -> None:
        """The original and its translations: who does not work in English may know none of it."""
        for page in (*self.pages, self.over):
            Page.objects.filter(translation_key=page.translation_key).update(live=False)

    def values(self, code: str) -> Values:
        """Of the open conference in a language; under the name of an address, for that one only."""
        page, introduction, session = (in_language(each, code) for each in self.pages)
        former, latest = page.save_revision(), page.save_revision()
        names = ("page_id", "parent_page_id", "page_to_move_id", "page_pk", "object_id", "pk")
        found: Values = dict.fromkeys(names, page.pk) | {
            "app_label": "conference",
            "model_name": "conferencepage",
            "destination_id": self.page_at(f"{PORTAL}/archive", code).pk,
            "revision_id": former.pk,
            "revision_id_a": former.pk,
            "revision_id_b": latest.pk,
            "session_id": EditingSession.objects.create(
                user=self.editor, content_object=page, last_seen_at=timezone.now()
            ).pk,
            "wagtailadmin_workflows:remove": self._with_a_workflow_of_its_own(session),
            "conference_archive:archive": {"page_id": in_language(self.over, code).pk},
            "conference_archive:restore": {"page_id": self._archived(code)},
            "wagtailadmin_pages:revisions_unschedule": self._scheduled(session),
            "wagtailadmin_pages:convert_alias": {"page_id": self._alias(introduction, "alias")},
        }
        found |= self._by_api(page, introduction, former.pk, code)
        return found | self._in_a_workflow(introduction) | self._as_a_translation(code)

    def _by_api(self, page: Page, introduction: Page, revision: int, code: str) -> Values:
        """What each action of the admin's API needs."""
        name = "wagtailadmin_api:pages:action"
        alias = {"pk": self._alias(introduction, "aliased-too")}
        to = {"destination_page_id": page.get_parent().pk}
        forms = {
            "copy": {**to, "slug": "copied", "recursive": "true"},
            "move": {"destination_page_id": self.page_at(f"{PORTAL}/archive", code).pk},
            "create_alias": {**to, "update_slug": "aliased"},
            "copy_for_translation": {"locale": "es", "copy_parents": "true", "alias": "true"},
            "revert_to_page_revision": {"revision_id": revision},
        }
        found: Values = {f"{name} {word}": {"form": form} for word, form in forms.items()}
        found[f"{name} copy_for_translation"] |= alias
        return found | {
            f"{name} convert_alias": alias,
            "wagtailadmin_api:pages:find": {"?": {"id": page.pk}},
        }

    def _archived(self, code: str) -> int:
        archive = self.page_at(f"{PORTAL}/archive", code)
        return int(ConferencePage.objects.child_of(archive).earliest("pk").pk)

    @staticmethod
    def _with_a_workflow_of_its_own(page: Page) -> Values:
        workflow = Workflow.objects.create(name=f"Of {page.pk} only")
        WorkflowPage.objects.create(page=page, workflow=workflow)
        return {"page_pk": page.pk, "workflow_pk": workflow.pk}

    @staticmethod
    def _scheduled(session: Page) -> Values:
        session.go_live_at = LATER
        revision = session.save_revision(approved_go_live_at=LATER)
        return {"page_id": session.pk, "revision_id": revision.pk}

    @staticmethod
    def _alias(introduction: Page, slug: str) -> int:
        return int(introduction.create_alias(update_slug=slug).pk)

    def _in_a_workflow(self, introduction: Page) -> Values:
        introduction.save_revision()
        state = introduction.get_workflow().start(introduction, self.editor)
        values = {
            "page_id": introduction.pk,
            "task_id": state.current_task_state.task_id,
            "task_state_id": state.current_task_state_id,
            "workflow_state_id": state.pk,
            "action_name": "reject",
        }
        names = (
            "workflow_action",
            "workflow_preview",
            "collect_workflow_action_data",
            "confirm_workflow_cancellation",
            "workflow_history_detail",
        )
        return {f"wagtailadmin_pages:{name}": values for name in names}

    def _as_a_translation(self, code: str) -> Values:
        if code == "en":
            return {}
        translation = translation_of(self.open, code)
        source = translation.source
        string = StringSegment.objects.filter(source=source).earliest("pk")
        kept = OverridableSegment.objects.create(
            source=source, context=string.context, order=99, data_json="1"
        )
        return {
            "translation_id": translation.pk,
            "translation_source_id": source.pk,
            "string_segment_id": string.pk,
            "overridable_segment_id": kept.pk,
            "mode": "",
            "record_id": self._stale(translation),
            "translation_review:step": {
                "translation_id": translation_of(self.pages[1], code).pk,
                "form": {"comment": "Why"},
            },
            "translation_review:step send": {"translation_id": translation.pk},
            "translation_workspace:comment": {"form": {"comment": "Why"}},
            "translation_workspace:set_aside": {"form": {"check": "numbers", "reason": "Why"}},
            "translation_workspace:save": {"form": {"html": "Un texte", "over": "1"}},
            "translation_workspace:decide": {
                "record_id": self._in_review(translation_of(self.pages[1], code)),
                "form": {"decision": "return", "comment": "Why"},
            },
        }

    @staticmethod
    def _in_review(translation: Translation) -> int:
        record = SegmentRecord.objects.current().filter(translation=translation).earliest("pk")
        SegmentRecord.objects.filter(pk=record.pk).update(state=State.REVIEW)
        return int(record.pk)

    @staticmethod
    def _stale(translation: Translation) -> int:
        record = SegmentRecord.objects.current().filter(translation=translation).earliest("pk")
        SegmentRecord.objects.filter(pk=record.pk).update(state=State.STALE)
        return int(record.pk)


def in_language(page: Page, code: str) -> Any:
    return page.get_translations(inclusive=True).get(locale__language_code=code).specific


def publish_in(page: Page, code: str) -> None:
    """Translated, and published, as its reviewer does."""
    locale = Locale.objects.get(language_code=code)
    translate_object(page, [locale])
    enter_every_string(page, locale)
    translation = translation_of(page, code)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
