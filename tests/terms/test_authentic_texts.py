"""Authentic texts: kept once, quoted on pages, pointed out to translators, brought by files."""

import io
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

import pytest

from core.seeding.seed_toml import SeedReport
from terms import authentic_matching
from terms.files import authentic_files
from terms.files.imported_rows import RefusedFileError
from terms.models import AuthenticText, AuthenticWording
from terms.seed import EXAMPLE, EXAMPLE_WORDINGS, seed
from tests.conftest import PageFinder
from tests.translation.conftest import submit_and_publish, translation_of
from translation.checks.problems import Text
from translation.checks.registry import problems_of

pytestmark = pytest.mark.django_db
MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"


@pytest.fixture(autouse=True)
def _not_at_hand() -> None:
    authentic_matching.forget()


@pytest.fixture
def example() -> AuthenticText:
    return AuthenticText.objects.get(key=EXAMPLE)


def test_the_demo_has_one_text_that_is_marked_as_an_example(example: AuthenticText) -> None:
    assert AuthenticText.objects.count() == 1
    assert {each.status for each in example.wordings.all()} == {AuthenticText.Status.EXAMPLE}
    example.delete()
    seed(SeedReport())
    assert not AuthenticText.objects.exists()


@pytest.mark.long
def test_a_translation_quotes_the_wording_of_its_language(
    client: Client, page_at: PageFinder, example: AuthenticText
) -> None:
    page = page_at(MAINSTREAMING).specific
    page.body.append(("authentic_text", {"text": example}))
    page.save_revision().publish()
    submit_and_publish(page)
    for language, sign in (("en", "Example, not the text"), ("fr", "Example 1(1)")):
        answer = client.get(page_at(MAINSTREAMING, language).url).content.decode()
        assert EXAMPLE_WORDINGS[language] in answer
        assert sign in answer


def test_translators_get_nothing_of_it_to_write(
    page_at: PageFinder, example: AuthenticText
) -> None:
    page = page_at(MAINSTREAMING).specific
    before = translation_of(page, "fr").source.stringsegment_set.count()
    page.body.append(("authentic_text", {"text": example}))
    page.save_revision().publish()
    source = translation_of(page, "fr").source
    source.update_from_db()
    assert source.stringsegment_set.count() == before
    assert not source.overridablesegment_set.filter(context__path__contains="text").exists()


@pytest.mark.long
def test_a_language_without_a_wording_gets_the_original_marked(
    client: Client, page_at: PageFinder, example: AuthenticText
) -> None:
    AuthenticWording.objects.filter(authentic_text=example, language="fr").delete()
    page = page_at(MAINSTREAMING).specific
    page.body.append(("authentic_text", {"text": example}))
    page.save_revision().publish()
    submit_and_publish(page)
    answer = client.get(page_at(MAINSTREAMING, "fr").url).content.decode()
    assert '<blockquote lang="en" dir="ltr">' in answer


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (EXAMPLE_WORDINGS["en"], True),
        (EXAMPLE_WORDINGS["en"].replace("may quote", "can quote"), True),
        (f"It says: “{EXAMPLE_WORDINGS['en']}”", True),
        ("A page may quote it.", False),
    ],
)
def test_a_passage_that_resembles_one_is_pointed_out(text: str, is_found: bool) -> None:
    found = authentic_matching.resembling(text, "en", "fr")
    assert [each.provision.target for each in found] == [EXAMPLE_WORDINGS["fr"]] * is_found
    said = [
        each
        for each in problems_of(Text(text, "Autre chose", "en", "fr"))
        if each.check == "authentic"
    ]
    assert ["Example 1(1)" in str(each) for each in said] == [True] * is_found


def test_the_authentic_wording_itself_is_no_problem() -> None:
    text = Text(EXAMPLE_WORDINGS["en"], EXAMPLE_WORDINGS["fr"], "en", "fr")
    assert "authentic" not in {each.check for each in problems_of(text)}


def test_a_change_is_known_at_once(
    example: AuthenticText, django_capture_on_commit_callbacks: Any
) -> None:
    assert authentic_matching.resembling(EXAMPLE_WORDINGS["en"], "en", "fr")
    with django_capture_on_commit_callbacks(execute=True):
        wording = example.wordings.get(language="en")
        wording.text = "Quite other words stand here now, and no one would think of the old ones."
        wording.save()
    assert not authentic_matching.resembling(EXAMPLE_WORDINGS["en"], "en", "fr")


CSV = (
    "key,instrument,provision,language,text,source,status\n"
    "X/1,An instrument,Article 1,en,One sentence.,Printed 2026,\n"
    "X/1,An instrument,Article 1,fr,Une phrase.,Printed 2026,unofficial\n"
)
TMX = """<tmx version="1.4"><header srclang="en"/><body><tu tuid="X/1">
<prop type="x-instrument">An instrument</prop><prop type="x-provision">Article 1</prop>
<prop type="x-source">Printed 2026</prop>
<tuv xml:lang="en-GB"><seg>One sentence.</seg></tuv><tuv xml:lang="fr"><seg>Une phrase.</seg></tuv>
</tu></body></tmx>"""


@pytest.mark.parametrize("content", [CSV, TMX], ids=["csv", "tmx"])
def test_files_of_both_formats_are_shown_before_they_change_anything(
    content: str, admin_client: Client
) -> None:
    address = reverse("terms:import_authentic_texts")
    shown = admin_client.post(address, {"file": SimpleUploadedFile("x", content.encode())})
    assert "Une phrase." in shown.content.decode()
    assert not AuthenticText.objects.filter(key="X/1").exists()
    assert admin_client.post(address, {"plan": shown.context["packed"]}).status_code == 302
    again = admin_client.post(address, {"file": SimpleUploadedFile("x", content.encode())})
    assert again.context["plan"].is_empty
    assert not again.context["packed"]
    other = content.replace("Une phrase.", "Une autre phrase.")
    shown = admin_client.post(address, {"file": SimpleUploadedFile("x", other.encode())})
    (change,) = shown.context["plan"].changed
    assert change.before == "Une phrase."
    # Somebody changes the same wording before the confirmation.
    AuthenticWording.objects.filter(text="Une phrase.").update(text="Une phrase corrigée.")
    asked = admin_client.post(address, {"plan": shown.context["packed"]})
    assert asked.context["plan"].changed[0].before == "Une phrase corrigée."
    assert not AuthenticWording.objects.filter(text="Une autre phrase.").exists()
    assert admin_client.post(address, {"plan": asked.context["packed"]}).status_code == 302
    text = AuthenticText.objects.get(key="X/1")
    wordings = {each.language: each.text for each in text.wordings.all()}
    assert wordings == {"en": "One sentence.", "fr": "Une autre phrase."}
    assert str(text) == "Article 1, An instrument"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "key,text\nX,y\n",
        CSV.replace(",fr,", ",xx,"),
        CSV.replace("unofficial", "good"),
        CSV.replace("Printed 2026", ""),
        CSV.replace("X/1", "a b"),
        "<html/>",
        TMX.replace("<tmx", '<!DOCTYPE tmx [<!ENTITY a "b">]><tmx'),
    ],
)
def test_a_file_with_a_fault_is_not_taken_at_all(content: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError):
        authentic_files.plan_for(authentic_files.read(content.encode()))
    file = tmp_path / "x.csv"
    file.write_text(content)
    with pytest.raises(CommandError):
        call_command("import_authentic_texts", str(file), stdout=io.StringIO())
    assert AuthenticText.objects.count() == 1
