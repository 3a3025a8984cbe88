"""A conference at work, for the screens of editors: drafts, translations, a review, a lack.

`python -m tests.browser.editors_screens [LANGUAGE …]` takes the pictures of the guide anew.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

WIDTH, HEIGHT = 1100, 760
MOST_BYTES = 60_000
NAME = "detecting-traits"
# The languages of a site, and those of the guide whose pictures are taken there.
SITES = {"": ("en", "es", "fr"), "en,es,fr,ar,ru,zh-hans": ("ar", "ru", "zh-hans")}
FILLING = "from tests.browser.editors_screens import fill; fill()"


def fill() -> None:
    """A conference that opens in five days, half translated."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from wagtail.models import Locale, Page
    from wagtail.users.models import UserProfile
    from wagtail_localize.operations import translate_object

    from capacity.models import PortalPage
    from conference.models import ConferencePage, IntroductionPage, ObjectivesPage, SessionPage

    now, editor = timezone.now(), User.objects.get(username="editor")
    # The admin then speaks the language of the browser.
    UserProfile.objects.filter(user=editor).update(preferred_language="")
    conference = ConferencePage(
        title="Detecting traits", slug=NAME, live=False,
        full_title="Capacity-building for the detection of traits",
        opens_at=now + timedelta(days=5), closes_at=now + timedelta(days=26),
    )  # fmt: skip
    PortalPage.objects.get(locale=Locale.get_default()).add_child(instance=conference)
    parts = [
        IntroductionPage(title="Introduction", slug="introduction"),
        ObjectivesPage(title="Objectives", slug="objectives", summary="What it is for."),
        SessionPage(title="Session 1", slug="session-1", number=1, theme="Traits in crops"),
        SessionPage(title="Session 2", slug="session-2", number=2, theme="Traits in fish"),
    ]
    for part in parts:
        part.live = False
        Page.objects.get(pk=conference.pk).specific.add_child(instance=part)
    locales = list(Locale.objects.exclude(pk=Locale.get_default().pk))
    for page in (conference, *parts):
        page.save_revision(user=editor)
        translate_object(page, locales)
    conference.get_latest_revision().publish(user=editor)
    parts[1].get_workflow().start(parts[1], editor)
    session = SessionPage.objects.get(pk=parts[3].pk)
    session.theme = ""
    session.save_revision(user=editor, clean=False)


@contextmanager
def signed_in(browser: Any, site: str, username: str, language: str) -> Iterator[Any]:
    """A window of a demo account without a language of its own, in a browser that has one."""
    from tests.browser.signing_in import sign_in

    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale=language)
    context.set_default_timeout(90_000)
    sign_in(context, site, username)
    yield context.new_page()
    context.close()


def board_address(page: Any, site: str) -> str:
    """By the link on the dashboard."""
    page.goto(f"{site}/admin/")
    link = page.locator("#waiting-conferences ~ ul a[href$='/board/']", has_text="Detecting")
    return f"{site}{link.get_attribute('href')}"


def take_pictures(wanted: list[str]) -> None:
    """In the wanted languages of the guide; in all of them where none is named."""
    for languages, pictured in SITES.items():
        chosen = [code for code in pictured if not wanted or code in wanted]
        if chosen:
            _take_on_site(languages, chosen)


def _take_on_site(languages: str, pictured: list[str]) -> None:
    from django.conf import settings

    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import running_site
    from tests.servers.processes import find_chromium

    arguments = ["--no-sandbox", "--disable-gpu"]
    with (
        TemporaryDirectory() as folder,
        running_site(Path(folder), FILLING, languages) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        for language in pictured:
            target = settings.GUIDE_FOLDER / language / "pictures"
            target.mkdir(exist_ok=True)
            with signed_in(browser, site, "editor", language) as page:
                _take_all(page, site, target)


def _take_all(page: Any, site: str, target: Path) -> None:
    screens = {
        "dashboard": f"{site}/admin/",
        "conference-board": board_address(page, site),
        "new-conference": f"{site}/admin/new-conference/",
        "translation-board": f"{site}/admin/reports/translation-board/",
    }
    for name, address in screens.items():
        page.goto(address, wait_until="networkidle")
        (target / f"{name}.webp").write_bytes(_small(page.screenshot()))


def _small(png: bytes) -> bytes:
    """As WebP, as good as its size allows."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in (80, 65, 50, 35):
        file = io.BytesIO()
        image.save(file, "WEBP", quality=quality, method=6)
        if file.tell() <= MOST_BYTES:
            break
    return file.getvalue()


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    django.setup()
    take_pictures(sys.argv[1:])
