"""The import's screen, and what editors and translators can do with imported pages."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse

from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Page

import pytest

from conference.models import ConferencePage, IntroductionPage, SessionPage
from core.blocks.text import PARAGRAPH_FEATURES
from jobs.models import Job
from legacy_import.import_run import run_import
from legacy_import.models import ImportUpload
from legacy_import.parsing.text_comparison import strip_tags, words
from legacy_import.source_files import from_path
from tests.legacy_import.reading import SAMPLES, archive, import_one_file, page_text

TEXT = page_text("Introduction", "Governments exchanged views in writing.")


def enter(client: Client, who: str) -> Client:
    assert client.login(username=who, password="demo")
    return client


def upload(client: Client, data: bytes, name: str = "a.txt", **choices: str) -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("import_pages"), {"file": file, "publish": "on", **choices})


def follow(response: Any) -> Any:
    """The upload's screen, once the background work that a request started is done."""
    assert response.status_code == 302, response.content.decode()
    job = Job.objects.order_by("-created_at").first()
    assert job is not None
    assert response.url == job.url
    assert job.state == Job.State.DONE, job.report
    return job.result_url


def dry_run_upload(client: Client, data: bytes, name: str = "a.txt", **choices: str) -> str:
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = upload(client, data, name, **choices)
    return str(follow(response))


def confirm(client: Client, address: str) -> str:
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(address)
    return str(follow(response))


@pytest.mark.long
def test_an_editor_looks_at_the_report_and_then_imports(client: Client, home: Page) -> None:
    enter(client, "editor")
    assert client.get(reverse("import_pages")).status_code == 200
    address = dry_run_upload(client, TEXT.encode())
    assert "What the import would do" in client.get(address).content.decode()
    assert not ConferencePage.objects.filter(title="Socio-economics").exists()
    assert confirm(client, address) == address
    page = ConferencePage.objects.get(title="Socio-economics")
    shown = client.get(address).content.decode()
    assert "What the import did" in shown
    introduction = IntroductionPage.objects.child_of(page).get()
    assert reverse("wagtailadmin_pages:edit", args=[introduction.pk]) in shown
    assert page.live
    assert page.owner.username == "editor"
    assert bytes(ImportUpload.objects.get().content) == b""


@pytest.mark.long
def test_the_work_tells_its_progress_and_what_came_of_it(client: Client, home: Page) -> None:
    enter(client, "editor")
    address = dry_run_upload(
        client, archive({"a.txt": TEXT.encode(), "b.txt": b"\x00"}), "pages.zip"
    )
    trial = Job.objects.get()
    assert (trial.done, trial.total) == (4, 4)
    assert trial.report == ["1 page created", "1 file refused", "Nothing has been written yet."]
    confirm(client, address)
    assert Job.objects.order_by("-created_at")[0].report == ["1 page created", "1 file refused"]


@pytest.mark.long
def test_an_import_is_begun_once_however_often_it_is_confirmed(client: Client, home: Page) -> None:
    enter(client, "editor")
    address = dry_run_upload(client, TEXT.encode())
    confirm(client, address)
    assert client.post(address).url == address
    assert Job.objects.count() == 2


@pytest.mark.long
def test_an_import_that_was_cancelled_is_taken_up_again_with_its_links(
    client: Client, home: Page
) -> None:
    enter(client, "editor")
    link = '<p>See <a href="forumsocio_agenda.shtml">the agenda</a>.'
    html = page_text("Introduction", "").replace("\n", "<p>") + link
    files = {
        "forumsocio_about.html": html.encode(),
        "forumsocio_agenda.html": page_text("Agenda", "Views.").replace("\n", "<p>").encode(),
    }
    address = dry_run_upload(client, archive(files), "pages.zip")
    with TestCase.captureOnCommitCallbacks(execute=True):
        job_url = client.post(address).url
        # Before the third step: both files are read, and one is taken in.
        Job.objects.filter(pk=job_url.strip("/").split("/")[-1]).update(cancel_asked=True)
    job = Job.objects.order_by("-created_at")[0]
    assert job.state == Job.State.CANCELLED
    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post(f"{job_url}resume/")
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    introduction = IntroductionPage.objects.get(
        title="Introduction", slug="introduction", url_path__contains="socio-economics"
    )
    assert 'linktype="page"' in str(introduction.body.raw_data[0]["value"])


@pytest.mark.long
def test_the_menu_offers_the_import_to_those_who_may(client: Client, home: Page) -> None:
    address = reverse("import_pages")
    for who, status in {
        "admin": 200, "moderator": 200, "editor": 200,
        "translator-fr": 302, "reviewer": 302,
    }.items():  # fmt: skip
        enter(client, who)
        assert client.get(address).status_code == status, who
        shown = address in client.get(reverse("wagtailadmin_home")).content.decode()
        assert shown == (status == 200), who
    client.logout()
    assert client.get(address).status_code == 302


def test_nobody_sees_or_imports_what_another_uploaded(client: Client, home: Page) -> None:
    enter(client, "editor")
    address = dry_run_upload(client, TEXT.encode())
    enter(client, "moderator")
    assert client.get(address, follow=True).status_code == 404
    client.post(address)
    enter(client, "translator-fr")
    client.post(address)
    assert Job.objects.count() == 1
    assert not ConferencePage.objects.filter(title="Socio-economics").exists()
    assert ImportUpload.objects.count() == 1


def test_a_bad_upload_is_answered_beside_the_field(client: Client, home: Page) -> None:
    enter(client, "editor")
    response = upload(client, b"x" * (5 * 1024 * 1024 + 1))
    assert response.status_code == 422
    assert "larger than 5 MB" in response.content.decode()
    response = upload(client, b"PK\x03\x04 damaged", "a.zip")
    assert "The ZIP archive is damaged." in response.content.decode()
    assert client.post(reverse("import_pages"), {}).status_code == 422


def test_an_editor_without_rights_in_spanish_leaves_a_spanish_draft(
    client: Client, home: Page, account: Any
) -> None:
    text = (SAMPLES / "es_objetivos.txt").read_text()
    report = import_one_file("a.txt", text, user=account("editor"))
    assert report.outcome.value == "left-out"
    assert "You may not publish" in report.doubts[-1]


@pytest.fixture
def imported(home: Page) -> list[Any]:
    reports = run_import(from_path(SAMPLES)).files
    return [report.page.specific for report in reports if report.page]


@pytest.mark.long
def test_imported_pages_open_in_the_editor(client: Client, imported: list[Any]) -> None:
    enter(client, "admin")
    for page in imported:
        response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]) + "?form=1")
        assert response.status_code == 200, page


def rich_texts(page: Any) -> list[str]:
    texts = [getattr(page, name, "") for name in ("aim", "outcomes", "introduction", "mandate")]
    for name in ("body", "closing"):
        for block in getattr(page, name, []):
            if block.block_type == "paragraph":
                texts.append(block.value.source)
            elif block.block_type.endswith("_list"):
                texts += [item.source for item in block.value]
    return [text for text in texts if text]


@pytest.mark.long
def test_the_rich_text_editor_loses_nothing(imported: list[Any]) -> None:
    converter = ContentstateConverter(PARAGRAPH_FEATURES)
    texts = [text for page in imported for text in rich_texts(page)]
    assert len(texts) > 10
    for text in texts:
        back = converter.to_database_format(converter.from_database_format(text))
        assert words(strip_tags(back)) == words(strip_tags(text))
        for tag in ("<a ", "<b>", "<i>", "<sup>", "<li", "<br/>"):
            assert back.count(tag) == text.count(tag), (tag, text, back)


@pytest.mark.long
def test_blocks_pass_the_editors_own_checks(imported: list[Any]) -> None:
    for page in imported:
        for name in ("body", "closing"):
            if hasattr(page, name):
                field = type(page)._meta.get_field(name)
                field.stream_block.clean(getattr(page, name))


@pytest.mark.long
def test_an_imported_page_is_handed_to_translators(client: Client, home: Page) -> None:
    report = import_one_file("a.txt", page_text("Session 1", "Views.\n\n- What?\n- Why?"))
    assert report.page is not None
    enter(client, "editor")
    conference = ConferencePage.objects.get(title="Socio-economics")
    french = home.locale.__class__.objects.get(language_code="fr")
    for page in (conference, report.page):
        response = client.post(f"/admin/localize/submit/page/{page.pk}/", {"locales": [french.pk]})
        assert response.status_code == 302
    translation = report.page.get_translation(french)
    enter(client, "admin")
    html = client.get(
        reverse("wagtailadmin_pages:edit", args=[translation.pk]) + "?form=1"
    ).content.decode()
    assert "What?" in html
    assert "Views." in html
    assert SessionPage.objects.filter(pk=translation.pk).exists()
