"""Files that mean harm, or are no pages: a clear refusal, nothing half-imported."""

from pathlib import Path

from wagtail.models import Page

import pytest

from legacy_import.import_options import Options
from legacy_import.import_report import Outcome
from legacy_import.import_run import run_import
from legacy_import.parsing.errors import RefusedError
from legacy_import.source_files import from_bytes, from_path
from tests.legacy_import.reading import archive, import_files, import_one_file, page_text

HEAD = page_text("Introduction", "").replace("\n", "<p>")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("large.txt", b"a " * (3 * 1024 * 1024), "larger than 5 MB"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "binary"),
        ("paper.html", b"%PDF-1.4 text", "binary"),
        ("nul.txt", b"Home|Portal\x00|Archive", "binary"),
        ("control.txt", b"Home\x01\x02\x03", "binary"),
        ("empty.txt", b"", "no text"),
        ("blank.html", b" \r\n\t ", "no text"),
        ("shift.txt", "概要 会議の目的について".encode("shift_jis"), "encoding"),
        ("koi8.txt", "Введение в конференцию и её цели".encode("koi8_r"), "encoding"),
        ("divs.html", HEAD.encode() + b"<div>" * 20_000 + b"x", "nested too deeply"),
        ("bold.html", HEAD.encode() + b"<b>" * 20_000 + b"x", "nested too deeply"),
        ("lists.html", HEAD.encode() + b"<ul><li>" * 20_000, "nested too deeply"),
        ("tables.html", HEAD.encode() + b"<table><tr><td>" * 20_000, "nested too deeply"),
        ("fonts.html", HEAD.encode() + b"<font>" * 20_000, "nested too deeply"),
        ("odd.html", HEAD.encode() + b"<x-y>" * 20_000, "nested too deeply"),
    ],
)
def test_such_a_file_is_refused_with_the_reason(
    home: Page, name: str, data: bytes, reason: str
) -> None:
    pages = Page.objects.count()
    report = import_one_file(name, data)
    assert report.outcome is Outcome.REFUSED
    assert reason in report.doubts[0]
    assert Page.objects.count() == pages


@pytest.mark.long
@pytest.mark.parametrize("tag", ["p", "li", "td", "br", "tr", "dd", "option", "hr"])
def test_many_elements_in_a_row_are_not_deep(home: Page, tag: str) -> None:
    html = HEAD + f"<{tag}>x" * 3000
    assert import_one_file("a.html", html, dry_run=True).outcome is Outcome.CREATED


def test_the_next_file_goes_on_after_a_bad_one(home: Page) -> None:
    files = {"a.txt": b"\x00", "b.txt": page_text("Introduction", "Views were exchanged.")}
    outcomes = [report.outcome for report in import_files(files).files]
    assert outcomes == [Outcome.REFUSED, Outcome.CREATED]


def test_an_archive_is_taken_in_without_what_is_no_page(home: Page) -> None:
    data = archive(
        {
            "site/introduction.txt": page_text("Introduction", "Views.").encode(),
            "site/logo.gif": b"GIF89a",
            "site/report.pdf": b"%PDF",
            "__MACOSX/x.txt": b"x",
            ".hidden.txt": b"x",
            "../../etc/passwd.txt": b"root",
            "/abs.txt": b"root",
            "C:\\x.txt": b"root",
        }
    )
    files = run_import(from_bytes("pages.zip", data), Options()).files
    by_name = {file.name: file.outcome for file in files}
    assert by_name.pop("site/introduction.txt") is Outcome.CREATED
    assert set(by_name.values()) == {Outcome.REFUSED}
    assert len(by_name) == 5


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = archive({f"{number}.txt": b"0" * 5_000_000 for number in range(11)})
    assert len(data) < 100_000
    with pytest.raises(RefusedError, match="too large when unpacked"):
        from_bytes("bomb.zip", data)
    (alone,) = from_bytes("one.zip", archive({"a.txt": b"0" * 6_000_000}))
    assert "larger than 5 MB" in alone.refusal


def test_a_damaged_archive_and_too_many_files_are_refused() -> None:
    with pytest.raises(RefusedError, match="damaged"):
        from_bytes("x.zip", b"PK\x03\x04 no archive")
    with pytest.raises(RefusedError, match="more than"):
        from_bytes("x.zip", archive({f"{number}.txt": b"x" for number in range(2001)}))


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").symlink_to(secret)
    (file,) = from_path(folder)
    assert file.data == b""
    assert file.refusal


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=' javascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<svg onload=alert(1)>",
        "<p style='background:url(javascript:alert(1))'>x</p>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<<script>script>alert(1)<</script>/script>",
        "<h2>&lt;img src=x onerror=alert(1)&gt;</h2>",
        "<table><tr><th>A<th>&lt;script&gt;<tr><td>1<td>&lt;img src=x onerror=alert(1)&gt;</table>",
    ],
)
def test_no_script_of_a_page_runs(home: Page, client: object, payload: str) -> None:
    report = import_one_file("a.html", f"{HEAD}<p>Views.</p>{payload}")
    assert report.page is not None, report.doubts
    html = client.get(report.page.url).content.decode()  # type: ignore[attr-defined]
    article = html.split("<article>")[1].split("</article>")[0]
    assert "<script" not in article
    assert "<img" not in article
    assert "<svg" not in article
    assert "javascript:" not in article.replace("url(javascript:", "")
    assert "data:" not in article
