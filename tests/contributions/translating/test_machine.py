"""Machine translation: off by default, on one's own server, and never without its label."""

import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

import pytest

from contributions.models import Contribution, ContributionTranslation, Kind, State
from contributions.translating import engine, steps
from tests.contributions.conftest import DEMO
from tests.contributions.translating.conftest import FRENCH, Screen, translate

COMMAND = f"{sys.executable} {Path(__file__).with_name('echo_engine.py')}"
ANSWERS = {
    "/right": (200, b'{"translatedText": ["a", "b"]}'),
    "/fewer": (200, b'{"translatedText": ["a"]}'),
    "/other": (200, b'{"translatedText": [1, 2]}'),
    "/no-json": (200, b"<html>"),
    "/elsewhere": (302, b""),
    "/error": (500, b""),
}


@pytest.fixture
def command(settings: Any) -> None:
    settings.CONTRIBUTIONS_TRANSLATION_ENGINE = COMMAND


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, content = ANSWERS[self.path]
            self.send_response(status)
            self.send_header("Location", "/right")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments: Any) -> None:
            """Quiet."""

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_without_a_setting_there_is_no_engine(
    screen_of: Callable[..., Screen], spanish: Contribution
) -> None:
    admin = screen_of("admin")
    assert b'value="machine"' not in admin.get().content
    assert b'value="machine"' not in admin.client.get(f"/admin/contributions/{spanish.pk}/").content
    assert not admin.does(("", "", ""), action="machine")
    with pytest.raises(engine.EngineError):
        engine.translate(["a"], "es", "en")


@pytest.mark.parametrize("path", sorted(ANSWERS))
def test_an_engine_by_http_answers_rightly_or_not_at_all(
    settings: Any, server: str, path: str
) -> None:
    settings.CONTRIBUTIONS_TRANSLATION_ENGINE = server + path
    if path == "/right":
        assert engine.translate(["x", "y"], "es", "zh-hans") == ["a", "b"]
        return
    with pytest.raises(engine.EngineError):
        engine.translate(["x", "y"], "es", "zh-hans")


@pytest.mark.parametrize("setting", ["/bin/false", "/no/such/engine", "http://127.0.0.1:9/"])
def test_an_engine_that_is_away_is_no_failure_of_the_site(
    settings: Any, screen_of: Callable[..., Screen], setting: str
) -> None:
    settings.CONTRIBUTIONS_TRANSLATION_ENGINE = setting
    answer = screen_of("admin").send(("", "", ""), action="machine")
    assert "The translation engine does not answer" in answer.content.decode()


@pytest.mark.usefixtures("command")
def test_a_machine_draft_is_no_publication(
    screen_of: Callable[..., Screen], spanish: Contribution, client: Client
) -> None:
    translator = screen_of("translator-fr")
    assert translator.does(("", "", ""), action="machine")
    found = ContributionTranslation.objects.get(contribution=spanish)
    assert (found.kind, found.is_published) == (Kind.MACHINE, False)
    page = translator.get().content.decode()
    assert "fr: PRIMER PÁRRAFO CON #2." in page
    address = f"/fr/{DEMO}/session-1/contributions/{spanish.number}/"
    assert "PRIMER" not in client.get(address).content.decode()


@pytest.mark.usefixtures("command")
def test_it_is_published_unchecked_only_where_the_settings_allow_it_and_says_so(
    screen_of: Callable[..., Screen], spanish: Contribution, client: Client, settings: Any
) -> None:
    admin = screen_of("admin")
    admin.does(("", "", ""), action="machine")
    assert not admin.does(action="publish-machine")
    settings.CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS = True
    assert admin.does(action="publish-machine")
    address = f"/fr/{DEMO}/session-1/contributions/{spanish.number}/"
    page = client.get(address).content.decode()
    assert "Traduction automatique, non vérifiée" in page
    assert "PRIMER" in page


@pytest.mark.usefixtures("command")
def test_a_machine_never_replaces_what_a_person_has_made(
    spanish: Contribution, staff: User, settings: Any
) -> None:
    settings.CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS = True
    translation = translate(spanish, staff)
    ContributionTranslation.objects.filter(pk=translation.pk).update(kind=Kind.MACHINE)
    with pytest.raises(steps.NotPossibleError):
        steps.publish_machine_translation(translation, staff)
    steps.translate_by_machine(translation, staff)
    translation.refresh_from_db()
    assert translation.published_title == FRENCH[0]
    assert translation.passages[0]["target"] == FRENCH[0]


@pytest.mark.usefixtures("command")
def test_a_moderator_reads_what_waits_by_machine_and_nothing_of_it_is_kept(
    as_user: Callable[[str], Client], spanish: Contribution
) -> None:
    Contribution.objects.filter(pk=spanish.pk).update(state=State.WAITING)
    path = f"/admin/contributions/{spanish.pk}/"
    page = as_user("moderator").post(path, {"action": "machine"}).content.decode()
    assert "en: PRIMER PÁRRAFO CON #2." in page
    assert "Machine translation, not checked" in page
    assert not ContributionTranslation.objects.filter(contribution=spanish).exists()
