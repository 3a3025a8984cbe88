"""What nginx refuses, or the site does not answer, is told in the language of the address."""

import http.client
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.core.management import call_command

import pytest

from tests.servers.nginx import Nginx, find_binary
from tests.servers.processes import free_port

TITLES = {
    413: {"en": "too large", "es": "demasiado grande", "fr": "trop volumineux"},
    429: {"en": "Too many requests", "es": "Demasiadas", "fr": "Trop de demandes"},
    502: {"en": "not responding", "es": "no responde", "fr": "ne répond pas"},
}


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """With error pages, in front of a site that is down."""
    if find_binary() is None:
        pytest.skip("nginx is not installed.")
    folder = tmp_path_factory.mktemp("nginx")
    call_command("write_error_pages", folder / "error-pages")
    server = Nginx(folder, free_port(), limits=True)
    server.start()
    yield server
    server.stop()


def ask(nginx: Nginx, path: str, length: int = 0) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=10)
    headers = {"Content-Length": str(length)} if length else {}
    connection.request("POST" if length else "GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body, dict(answer.getheaders())


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_site_that_is_down_is_told_in_the_language_of_the_address(
    nginx: Nginx, language: str
) -> None:
    status, body, headers = ask(nginx, f"/{language}/protocol/")
    assert status == 502
    assert f'<html lang="{language}"' in body
    assert TITLES[502][language] in body.partition("<h1>")[2]
    assert (headers["Cache-Control"], headers["Retry-After"]) == ("no-store", "60")
    assert headers["Content-Type"] == "text/html"


@pytest.mark.parametrize("path", ["/", "/admin/", "/de/protocol/", "/../error-pages/413.fr.html"])
def test_without_a_language_of_the_site_it_is_told_in_english(nginx: Nginx, path: str) -> None:
    status, body, _headers = ask(nginx, path)
    assert status in (400, 502)
    assert status == 400 or '<html lang="en"' in body


def test_a_file_that_is_too_large_is_refused_in_words(nginx: Nginx) -> None:
    status, body, _headers = ask(nginx, "/fr/session/", length=26 * 1024 * 1024)
    assert status == 413
    assert TITLES[413]["fr"] in body


def test_and_by_http_2_as_browsers_send_it(nginx: Nginx) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed.")
    length = f"Content-Length: {26 * 1024 * 1024}"
    command = ["curl", "--silent", "--http2-prior-knowledge", "--header", length, "--data", "x"]
    address = f"http://127.0.0.1:{nginx.http2_port}/fr/session/"
    told = ""
    # nginx resets the stream behind its answer; curl drops both where it sees them together.
    for _time in range(100):
        told = told or subprocess.run([*command, address], capture_output=True, text=True).stdout
    assert TITLES[413]["fr"] in told


def test_too_many_searches_are_refused_in_words(nginx: Nginx) -> None:
    answers = [ask(nginx, "/es/search/?q=a") for _ in range(40)]
    refused = [body for status, body, _headers in answers if status == 429]
    assert refused
    assert TITLES[429]["es"] in refused[0]


def test_the_pages_themselves_have_no_address(nginx: Nginx, tmp_path: Path) -> None:
    assert ask(nginx, "/error-pages/413.en.html")[0] == 404
