"""The copy of a conference, made as a job and handed out in the admin."""

import zipfile
from io import BytesIO

from django.contrib.auth.models import User
from django.test import Client

import pytest

from conference.preserving.zip_job import PRESERVE, zip_of
from contributions.conference_registry import Conference
from jobs.models import Job
from tests.conference.preserving.test_preserve import Close
from tests.conftest import seeded_page
from tests.contributions.conftest import DEMO


def browser(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=name))
    return client


def address() -> str:
    return f"/admin/conferences/{seeded_page(DEMO).pk}/preserve/"


@pytest.mark.slow
def test_the_job_makes_a_copy_to_download(
    conference: Conference, close: Close, django_capture_on_commit_callbacks: object
) -> None:
    close(days=-2)
    zip_of(seeded_page(DEMO)).unlink(missing_ok=True)
    client = browser("moderator")
    assert client.get(f"{address()}copy/").headers["Location"] == address()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert client.post(address()).status_code == 302
    assert Job.objects.get(kind=PRESERVE).state == Job.State.DONE
    assert "Download the copy" in client.get(address()).content.decode()
    content = b"".join(client.get(f"{address()}copy/").streaming_content)  # type: ignore[attr-defined]
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert {"demo/index.html", "demo/SHA256SUMS", f"demo/fr/{DEMO}/index.html"} <= set(names)


def test_an_open_conference_is_not_preserved(conference: Conference) -> None:
    client = browser("moderator")
    assert "Make a copy" not in client.get(address()).content.decode()
    client.post(address())
    assert not Job.objects.filter(kind=PRESERVE).exists()


def test_those_who_may_not_publish_it_are_refused(conference: Conference) -> None:
    assert browser("translator-fr").get(address()).status_code == 302
    assert browser("translator-fr").get(f"{address()}copy/").status_code == 302
