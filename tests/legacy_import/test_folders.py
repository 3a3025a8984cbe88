"""Shuffled, doubled, damaged and mixed folders: each sentence comes to exactly one page."""

import random
from collections import Counter
from typing import Any

from django.db import transaction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conference.models import AgendaPage, ConferencePage, SessionPage
from legacy_import.import_report import ImportReport, Outcome
from legacy_import.word_verification import reading_text
from tests.legacy_import.reading import import_files, page_text

LABELS = ("", "Introduction", "Objectives", "Agenda", "Session 1", "Session 2", "Practical notes")
SHELLS = (
    "<html><title>404 Not Found</title><h1>Not Found</h1>",
    "Home|The Cartagena Protocol|Capacity Building|Portal|Archive",
    "<h1>Index of /cb</h1><a href='..'>Parent Directory</a>",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xfe\x00",
)
FAST = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)


def sentence(number: int) -> str:
    return f"Zeta{number} governments exchanged views omega{number}."


def written(label: str, number: int, *, is_html: bool) -> bytes:
    """A page with three sentences that no other page has."""
    texts = [sentence(number * 10 + place) for place in range(3)]
    conference = f"Folder {number % 2}"
    if not is_html:
        text = f"{texts[0]}\n\n- {texts[1]}\n- {texts[2]}"
        return page_text(label, text, conference=conference).encode()
    head = "".join(
        f"<p>{line}</p>" for line in page_text(label, "", conference=conference).split("\n")
    )
    body = f"<p>{texts[0]}</p><ul><li>{texts[1]}</li><li>{texts[2]}</li></ul>"
    return f"<html lang=en><body>{head}{body}</body></html>".encode()


@st.composite
def folders(draw: st.DrawFn, most: int) -> tuple[dict[str, bytes], dict[str, set[str]]]:
    """Files by name in any order, and the sentences of each that is a page."""
    files: dict[str, bytes] = {}
    said: dict[str, set[str]] = {}
    labels = draw(st.lists(st.sampled_from(LABELS), min_size=2, max_size=most))
    for number, label in enumerate(labels, 1):
        is_html = draw(st.booleans())
        name = f"f{number}.{'html' if is_html else 'txt'}"
        files[name] = written(label, number, is_html=is_html)
        said[name] = {sentence(number * 10 + place) for place in range(3)}
        if draw(st.booleans()):
            files[f"copy/{name}"] = files[name]
    for place, shell in enumerate(draw(st.lists(st.sampled_from(SHELLS), max_size=3))):
        files[f"x{place}.html"] = shell if isinstance(shell, bytes) else shell.encode()
    names = list(files)
    random.Random(draw(st.integers())).shuffle(names)  # noqa: S311 - an order, no secret
    return {name: files[name] for name in names}, said


def sentences_by_page() -> Counter[str]:
    """How many pages have each sentence."""
    found: Counter[str] = Counter()
    pages = [
        page
        for conference in ConferencePage.objects.filter(title__startswith="Folder ")
        for page in conference.get_descendants(inclusive=True).specific()
    ]
    for page in pages:
        text = " ".join(" ".join(_own_text(page)).split())
        found.update(word for word in text.split() if word.startswith("Zeta"))
    return found


def _own_text(page: Any) -> list[str]:
    """Without what an agenda shows of its sessions' pages."""
    if not isinstance(page, AgendaPage):
        return list(reading_text(page))
    shown = [
        text
        for session in SessionPage.objects.of_conference(page.get_parent())
        for text in (session.heading, session.introduction)
    ]
    return [text for text in reading_text(page) if text not in shown]


def check(files: dict[str, bytes], said: dict[str, set[str]]) -> None:
    with transaction.atomic():
        report: ImportReport = import_files(dict(files))
        found = sentences_by_page()
        again = import_files(dict(files))
        transaction.set_rollback(True)
    accepted = {Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED}
    brought = {file.name.removeprefix("copy/") for file in report.files if file.outcome in accepted}
    wanted = {text.split()[0]: 1 for name in brought for text in said[name]}
    assert dict(found) == wanted
    for file in report.files:
        assert file.outcome in accepted or file.doubts, file.name
    outcomes = [(file.name, file.outcome in accepted) for file in report.files]
    assert [(file.name, file.outcome in accepted) for file in again.files] == outcomes
    assert {file.outcome for file in again.files} & {Outcome.CREATED, Outcome.UPDATED} == set()


@pytest.mark.long
@FAST
@given(folders(most=5))
def test_a_mixed_folder_brings_each_sentence_to_one_page(
    home: Any, made: tuple[dict[str, bytes], dict[str, set[str]]]
) -> None:
    check(*made)


@pytest.mark.slow
@settings(FAST, max_examples=15)
@given(folders(most=12))
def test_larger_folders_do_too(
    home: Any, made: tuple[dict[str, bytes], dict[str, set[str]]]
) -> None:
    check(*made)
