"""Things with a marked title that only some may know of, for a walk through the admin.

`HiddenWorld.numbers` are the primary keys to ask for: each is that of a page, and the first and the
third also those of a contribution; the first is that of an image, a document and a collection, too.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.utils import timezone

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupPagePermission, Locale, Page
from wagtail_localize.operations import translate_object

from conference.models import ConferencePage, IntroductionPage, ObjectivesPage, SessionPage
from contributions.conference_registry import Conference, known
from contributions.models import ModeratorRight, State
from tests.conftest import seeded_page
from tests.contributions.conftest import DEMO, participant_named, posted
from tests.hidden_pages import hide_behind_login, hide_draft
from tests.security.world.pages import PORTAL, publish_in

WORD = "Quagmirefinch"
DRAFT, PRIVATE, CONFERENCE, FRENCH, WAITING, POSTED, FILE = (
    f"{WORD} {what}"
    for what in ("draft", "private", "conference", "brouillon", "waiting", "posted", "file")
)
PAGES = {DRAFT, PRIVATE, CONFERENCE}
EVERYTHING = {*PAGES, FRENCH, WAITING, POSTED, FILE}
# Role → what it must not be told of. Editors have the English tree and all files, reviewers all
# translations; who translates may choose files; the coordinator edits another conference.
HIDDEN_FROM = {
    "editor": {FRENCH, WAITING},
    "reviewer": {*PAGES, WAITING, POSTED},
    "translator-es": {*PAGES, FRENCH, WAITING, POSTED},
    "coordinator": EVERYTHING,
    "contribution-moderator": EVERYTHING,
    "only-access": EVERYTHING,
    "no-rights": EVERYTHING,
    "participant": EVERYTHING,
}


class HiddenWorld:
    """Made inside a test's transaction, on the seeded site."""

    def __init__(self) -> None:
        self.portal = seeded_page(PORTAL)
        self.open = self._conference("open-one", "Open one")
        session = SessionPage(title="Session", slug="session", theme="Theme", number=1)
        self._add(self.open, session)
        for page in (self.open, session):
            for code in ("es", "fr"):
                publish_in(page, code)
        draft = self._add(
            self.open,
            IntroductionPage(title=DRAFT, slug="hush", summary=DRAFT, mandate=f"<p>{DRAFT}</p>"),
        )
        private = self._add(self.open, ObjectivesPage(title=PRIVATE, slug="ours", summary=PRIVATE))
        closed = self._conference("closed-one", CONFERENCE)
        self._add(closed, SessionPage(title="Session", slug="session", theme="Theme", number=1))
        french = self._french_draft(session)
        targets = Locale.objects.filter(language_code__in=("es", "fr"))
        for page in (draft, private, closed):
            translate_object(page, targets)
        hide_draft(draft)
        hide_behind_login(private)
        closed.view_restrictions.create(restriction_type="groups")
        self.numbers = [draft.pk, private.pk, closed.pk, french.pk]
        self._contributions(closed)
        self._files()
        self._people()

    def _conference(self, slug: str, title: str) -> Any:
        opens = timezone.now() - timedelta(days=3)
        page = ConferencePage(
            title=title,
            slug=slug,
            full_title=title,
            opens_at=opens,
            closes_at=opens + timedelta(days=20),
        )
        return self._add(self.portal, page)

    @staticmethod
    def _add(parent: Page, page: Any) -> Any:
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page

    @staticmethod
    def _french_draft(session: Page) -> Any:
        french = session.get_translation(Locale.objects.get(language_code="fr")).specific
        french.title = FRENCH
        french.save_revision()
        return french

    def _described(self, page: Page) -> Conference:
        return next(each for each in known().listed("en") if each.key == page.translation_key)

    def _contributions(self, closed: Page) -> None:
        writer = participant_named("writer")
        first, _second, third, _fourth = self.numbers
        self.described = [self._described(self.open)] * 2 + [self._described(closed)] * 2
        for pk, conference, title, state in (
            (first, self.described[0], WAITING, State.WAITING),
            (third, self.described[2], POSTED, State.PUBLISHED),
        ):
            posted(conference, writer, pk=pk, title=title, text=title, html=title, state=state)
        self.keys = {
            number: {"conference_key": each.key, "session_key": each.sessions[0].key}
            for number, each in zip(self.numbers, self.described, strict=True)
        }

    def _files(self) -> None:
        number = self.numbers[0]
        private = Collection.get_first_root_node().add_child(
            instance=Collection(pk=number, name=FILE)
        )
        private.view_restrictions.create(restriction_type="login")
        get_image_model().objects.create(
            pk=number, title=FILE, file=get_test_image_file(), collection=private
        )
        get_document_model().objects.create(
            pk=number, title=FILE, file=ContentFile(b"text", "file.txt"), collection=private
        )

    @staticmethod
    def _people() -> None:
        groups = {
            "coordinator": ("access_admin", "submit_translation"),
            "contribution-moderator": ("access_admin",),
            "only-access": ("access_admin",),
            "no-rights": (),
        }
        for name, codenames in groups.items():
            group = Group.objects.create(name=name)
            group.permissions.set(Permission.objects.filter(codename__in=codenames))
            User.objects.create_user(name).groups.add(group)
        elsewhere = seeded_page(f"{PORTAL}/archive/mainstreaming")
        for codename in ("add_page", "change_page", "publish_page"):
            GroupPagePermission.objects.create(
                group=Group.objects.get(name="coordinator"),
                page=elsewhere,
                permission=Permission.objects.get(codename=codename),
            )
        demo = seeded_page(DEMO)
        ModeratorRight.objects.create(
            group=Group.objects.get(name="contribution-moderator"),
            conference_key=demo.translation_key,
        )
        who = participant_named("participant", known().by_key(demo.translation_key, "en"))
        User.objects.filter(pk=who.user_id).update(username="participant")
