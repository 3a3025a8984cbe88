"""What readers see of translations: labelled, beside the original, in every outlet; no draft."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest
from lxml import etree

from contributions.conference_registry import Conference
from contributions.models import Contribution, ContributionTranslation, Participant, State
from contributions.translating import steps
from tests.contributions.conftest import DEMO, posted
from tests.contributions.translating.conftest import FRENCH, translate
from tests.printing.readers import tree as tree_of
from tests.security.payloads import PAYLOADS, dangers

FR, EN = f"/fr/{DEMO}/", f"/en/{DEMO}/"
LIST = f"{FR}session-1/contributions/"
CHOICE = "?translations=1"
MARK = "zebrafinch"
OUTLETS = [
    f"{FR}session-1/",
    LIST,
    LIST + CHOICE,
    f"{FR}contributions/{CHOICE}",
    f"{FR}session-1/contributions.xml",
    f"{FR}session-1/contributions.json",
    f"{EN}session-1/contributions.json",
    f"{FR}session-1/contributions.csv",
    f"{FR}contributions.json",
    f"{FR}contributions.csv",
    f"{FR}print/all/?include=contributions",
    f"{FR}print/all/?include=contributions-translated",
    f"/fr/search/?q={MARK}&kind=contributions",
    f"/en/search/?q={MARK}&kind=contributions",
]
"""Of a French translation; the numbers of those that show it are in SHOWING."""
SHOWING = {2, 3, 4, 5, 6, 7, 8, 9, 11, 12}
SHOWN = re.compile(rf"{MARK}(</mark>)? premier")
TEXTS = (f"{MARK} titre", f"{MARK} premier #2", f"{MARK} deuxième **détail**")


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().replace(f'value="{MARK}"', "").replace(f"q={MARK}", "")


def showing(client: Client) -> set[int]:
    return {place for place, path in enumerate(OUTLETS) if SHOWN.search(said(client, path))}


@pytest.mark.long
def test_every_outlet_of_the_language_shows_it_with_its_label(
    client: Client, spanish: Contribution, staff: User
) -> None:
    translate(spanish, staff, texts=TEXTS)
    assert showing(client) == SHOWING
    label = "Traduction de courtoisie par Somebody"
    shown = [OUTLETS[place] for place in SHOWING if "json" not in OUTLETS[place]]
    spreadsheets = [path for path in shown if path.endswith("csv")]
    assert [
        path for path in shown if path not in spreadsheets and label not in said(client, path)
    ] == []
    for path in spreadsheets:
        assert ",fr,courtesy,Somebody,False," in said(client, path)


@pytest.mark.long
@pytest.mark.parametrize("step", ["draft", "review", "taken back"])
def test_no_outlet_shows_what_is_not_approved(
    client: Client, spanish: Contribution, staff: User, step: str
) -> None:
    translation = translate(spanish, staff, texts=TEXTS, publish=step == "taken back")
    if step == "review":
        steps.submit(translation, staff)
    if step == "taken back":
        steps.take_back(translation, staff)
    assert showing(client) == set()
    assert MARK not in said(client, f"{LIST}{spanish.number}/")


@pytest.mark.long
@pytest.mark.parametrize("state", [State.WAITING, State.RETURNED, State.WITHDRAWN])
def test_no_outlet_shows_the_translation_of_what_is_hidden(
    client: Client, spanish: Contribution, staff: User, state: str
) -> None:
    translate(spanish, staff, texts=TEXTS)
    spanish.refresh_from_db()
    spanish.state = state
    spanish.save()
    assert showing(client) == set()


def test_on_its_own_page_both_stand_and_neither_is_taken_for_the_other(
    client: Client, spanish: Contribution, translated: ContributionTranslation
) -> None:
    address = f"{LIST}{spanish.number}/"
    for query, first in (("", "es"), (CHOICE, "fr")):
        page = tree_of(client.get(address + query))
        assert page.cssselect("article h1 span")[0].get("lang") == first
        texts = [each.get("lang") for each in page.cssselect(".contribution__text")]
        assert texts == (["es", None] if first == "es" else ["fr", "es"])
        assert "Traduction de courtoisie par Somebody" in page.text_content()
    english = client.get(address.replace("/fr/", "/en/")).content.decode()
    assert "Courtesy translation by Somebody" in english
    assert FRENCH[1][:9] not in english
    data = tree_of(client.get(address)).cssselect('script[type="application/ld+json"]')[0]
    posting = json.loads(data.text)
    assert posting["inLanguage"] == "es"
    assert [each["inLanguage"] for each in posting["workTranslation"]] == ["fr"]


@pytest.mark.long
def test_the_choice_is_kept_by_links_and_by_no_cookie(
    client: Client,
    spanish: Contribution,
    translated: ContributionTranslation,
    ada: Participant,
    conference: Conference,
) -> None:
    for number in range(60):
        posted(conference, ada, title=f"No {number}", text="Text")
    answer = client.get(f"{LIST}{CHOICE}&order=newest&page=2")
    assert not answer.cookies
    page = tree_of(answer)
    links = [link.get("href") for link in page.cssselect(".pagination a, .contribution__number")]
    assert links
    assert all("translations=1" in link for link in links)
    bar = page.cssselect("nav.languages a[hreflang]") or page.cssselect("a[hreflang]")
    assert all("translations=1" in link.get("href") for link in bar)
    alternates = page.cssselect("head link[rel=alternate][hreflang], head link[rel=canonical]")
    assert alternates
    assert not [each for each in alternates if "translations" in each.get("href")]
    assert page.cssselect("input[name=translations]")[0].get("checked") is not None
    cited = tree_of(client.get(LIST + CHOICE)).cssselect(f"#contribution-{spanish.number} div a")
    assert [link.get("href") for link in cited] == [f"{FR}contributions/2/{CHOICE}"]
    assert client.get(f"{FR}contributions/{spanish.number}/{CHOICE}").url.endswith(  # type: ignore[attr-defined]
        f"/{spanish.number}/{CHOICE}"
    )


def test_the_search_finds_it_once_in_the_readers_language(
    client: Client, spanish: Contribution, staff: User
) -> None:
    translate(spanish, staff, texts=("Titre", f"{MARK} #2", "décidées"))
    Contribution.objects.filter(pk=spanish.pk).update(text=f"{MARK} #2", html=f"<p>{MARK}</p>")

    def results(language: str, query: str) -> Any:
        values = {"q": query, "kind": "contributions"}
        return client.get(f"/{language}/search/", values).context["results"]

    [found] = results("fr", "décider")
    assert (found.head.language, found.head.url.endswith(f"/{spanish.number}/{CHOICE}")) == (
        "fr",
        True,
    )
    assert "Traduction de courtoisie par Somebody" in found.head.lines
    assert len(results("fr", MARK)) == 1
    assert results("es", "décider") == []


def test_the_feed_is_well_formed_and_keeps_the_original(
    client: Client, spanish: Contribution, translated: ContributionTranslation
) -> None:
    root = etree.fromstring(client.get(f"{FR}session-1/contributions.xml").content)
    atom = "{http://www.w3.org/2005/Atom}"
    [entry] = [
        each
        for each in root.iter(f"{atom}entry")
        if (each.findtext(f"{atom}title") or "").startswith(f"#{spanish.number} ")
    ]
    content = entry.findtext(f"{atom}content") or ""
    assert content.index("Primer párrafo") < content.index("Traduction de courtoisie")
    assert content.index("Traduction de courtoisie") < content.index("Premier paragraphe")


def test_the_printed_cover_says_that_translations_are_labelled(
    client: Client, translated: ContributionTranslation
) -> None:
    for include, count in (("", 1), ("contributions", 1), ("contributions-translated", 1)):
        page = tree_of(client.get(f"{FR}print/all/?include={include}"))
        lines = [
            p.text_content()
            for p in page.cssselect(".cover p")
            if "contribution" in p.text_content()
        ]
        assert len(lines) == count, lines
    assert "signalées comme telles" in lines[0]
    assert client.get(f"/en/{DEMO}/print/all/?include=contributions-translated").status_code == 200


@pytest.mark.long
def test_a_list_with_translations_costs_one_query_more(
    client: Client, conference: Conference, ada: Participant, staff: User
) -> None:
    def queries(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    plain, few = queries(LIST), queries(LIST + CHOICE)
    assert few <= min(plain + 1, 12)
    feed, data = queries(f"{FR}session-1/contributions.xml"), queries(f"{FR}contributions.json")
    for number in range(8):
        one = posted(conference, ada, language="es", title=f"T {number}", text="Texto")
        translate(one, staff, texts=("Titre", "Texte"))
    assert queries(LIST + CHOICE) == few
    assert queries(f"{FR}session-1/contributions.xml") == feed
    assert queries(f"{FR}contributions.json") == data


@pytest.mark.long
@pytest.mark.usefixtures("kept_pages")
def test_publishing_one_drops_what_shows_it_and_nothing_else(
    spanish: Contribution,
    conference: Conference,
    ada: Participant,
    staff: User,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    other = posted(conference, ada, language="es", text="Otro")
    reader, number = Client(), spanish.number
    english, spanish_page = LIST.replace("/fr/", "/en/"), LIST.replace("/fr/", "/es/")
    shows = [
        LIST + CHOICE,
        f"{LIST}{number}/",
        f"{english}{number}/",
        f"{FR}contributions/{CHOICE}",
    ]
    others = [LIST, f"{FR}session-1/", english + CHOICE, spanish_page, f"{LIST}{other.number}/"]
    for path in (*shows, *others):
        reader.get(path)
        assert reader.get(path)["X-Cache"] == "hit", path
    with django_capture_on_commit_callbacks(execute=True):
        translate(spanish, staff)
    assert [reader.get(path)["X-Cache"] for path in others] == ["hit"] * len(others)
    assert [reader.get(path)["X-Cache"] for path in shows] == ["miss"] * len(shows)
    assert FRENCH[1][:9] in reader.get(LIST + CHOICE).content.decode()


@pytest.mark.usefixtures("kept_pages")
def test_kept_print_versions_have_what_was_asked_for(conference: Conference) -> None:
    reader = Client()
    assert b'article class="contribution' not in reader.get(f"{FR}print/all/").content
    kept = reader.get(f"{FR}print/all/?include=contributions").content
    assert b'article class="contribution' in kept


@pytest.mark.long
def test_nothing_of_a_translation_runs(client: Client, spanish: Contribution, staff: User) -> None:
    texts = (PAYLOADS[7][:150], "\n".join(PAYLOADS[:20]).replace("\n\n", "\n"), PAYLOADS[8])
    translate(spanish, staff, texts=texts, name=PAYLOADS[9][:150])
    client.force_login(staff)
    admin = [
        f"/admin/contributions/{spanish.pk}/translation/fr/",
        "/admin/contributions/translations/?language=fr&state=all",
        f"/admin/contributions/{spanish.pk}/",
    ]
    for path in admin:
        assert dangers(client.get(path).content, admin=True) == [], path
    for path in (LIST + CHOICE, f"{LIST}{spanish.number}/", f"{LIST}{spanish.number}/{CHOICE}"):
        assert dangers(Client().get(path).content) == [], path
