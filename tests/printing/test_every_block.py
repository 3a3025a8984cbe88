"""A page with every kind of block, in every language, as it lies on paper."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client, override_settings

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale

import pytest
from lxml import html

from core.blocks.body import BodyBlock
from terms.models import AuthenticText
from tests.conftest import seeded_page
from tests.module_fixtures import module_scoped
from tests.printing.readers import needs_pango, words

pytestmark = [needs_pango, pytest.mark.django_db]

WITH_ARABIC = [*settings.LANGUAGES, ("ar", "العربيّة")]
LANGUAGES = ["en", "es", "fr", "ar"]
HEADINGS = {
    "en": "Strengthening national capacities",
    "es": "Fortalecimiento de las capacidades nacionales",
    "fr": "Renforcement des capacités nationales",
    "ar": "تعزيز القدرات الوطنية",
}
SENTENCES = {
    "en": "Governments exchange their experience with the integration of biosafety.",
    "es": "Los gobiernos intercambian sus experiencias sobre seguridad de la biotecnología.",
    "fr": "Les gouvernements échangent leurs expériences : prévention des risques.",
    "ar": "تتبادل الحكومات خبراتها في دمج السلامة الأحيائية في خطط التنمية.",
}
# One above another, so that headings, tables and pictures meet the ends of sheets in many ways.
ROUNDS = 5
MARGIN = 18 / 25.4 * 72
# Glyphs may reach out of their line by so much, in points.
SLACK = 3.0


def every_block(language: str, number: int) -> list[tuple[str, Any]]:
    sentence, heading = SENTENCES[language], f"{HEADINGS[language]} {number}"
    long_word = "https://example.org/" + "unbrokenaddress" * 12
    image = get_image_model().objects.create(title="Room", file=get_test_image_file())
    document = get_document_model()(title=f"{heading} (PDF)")
    document.file.save("report.pdf", ContentFile(b"%PDF-1.7"))
    rows = [{"values": [f"{row}", sentence]} for row in range(1, 9)]
    columns = [{"type": "text", "heading": "N"}, {"type": "text", "heading": heading}]
    return [
        ("heading", {"text": heading, "level": "2"}),
        ("paragraph", f'<p>{sentence * 2} <a href="{long_word}">{long_word}</a></p>'),
        ("heading", {"text": f"{heading}.1", "level": "3"}),
        ("bulleted_list", [sentence] * 3),
        ("numbered_list", [sentence] * 3),
        ("quote", {"text": f"<p>{sentence}</p>", "source": sentence, "language": ""}),
        ("authentic_text", {"text": AuthenticText.objects.order_by("pk").first()}),
        ("figure", {"image": image, "alt": sentence, "caption": sentence}),
        ("document", {"document": document, "title": sentence, "language": "en"}),
        ("table", {"caption": f"({heading})", "columns": columns, "rows": rows}),
        ("callout", {"text": f"<p>{sentence}</p>", "heading": f"[{heading}]", "tone": "note"}),
    ]


def publish_in_every_language() -> None:
    """The page of the Protocol with every block, Arabic included, which the site gets for it."""
    arabic = Locale.objects.create(language_code="ar")
    seeded_page("").copy_for_translation(arabic).save_revision().publish()
    translated = seeded_page("protocol").copy_for_translation(arabic)
    translated.title = HEADINGS["ar"]
    translated.summary = SENTENCES["ar"]
    pages = {language: seeded_page("protocol", language) for language in LANGUAGES[:-1]}
    for language, page in (pages | {"ar": translated}).items():
        page.body = [block for number in range(ROUNDS) for block in every_block(language, number)]
        page.save_revision().publish()


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with override_settings(LANGUAGES=WITH_ARABIC, WAGTAIL_CONTENT_LANGUAGES=WITH_ARABIC):
        yield from module_scoped(django_db_blocker, publish_in_every_language)


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str

    def covers(self, other: "Word") -> bool:
        """Whether the two lie on each other by more than their glyphs' overhang."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > SLACK and down > 2 * SLACK


def sheets(content: bytes) -> list[tuple[float, list[Word]]]:
    """The width of each sheet and the words on it, the lines at its foot left out."""
    command = ["pdftotext", "-bbox", "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    found = []
    for sheet in html.document_fromstring(
        done.stdout.decode().partition("?>")[2] or done.stdout.decode()
    ).iter("page"):
        foot = float(sheet.get("height")) - 24 / 25.4 * 72
        boxes = [
            Word(*(float(word.get(side)) for side in ("xmin", "ymin", "xmax", "ymax")), word.text)
            for word in sheet.iter("word")
        ]
        found.append((float(sheet.get("width")), [box for box in boxes if box.bottom < foot]))
    return found


def covering(boxes: list[Word]) -> Iterator[tuple[Word, Word]]:
    """Pairs of words of which one lies on the other; sorted, so that few are compared."""
    falling = sorted(boxes, key=lambda box: box.top)
    for place, upper in enumerate(falling, 1):
        for lower in falling[place:]:
            if upper.bottom - lower.top <= 2 * SLACK:
                break
            if upper.covers(lower):
                yield upper, lower


def last_line(boxes: list[Word]) -> str:
    lowest = max(box.bottom for box in boxes)
    return words("".join(box.text for box in boxes if lowest - box.bottom < SLACK))


def test_every_block_of_a_body_is_among_them(db: None) -> None:
    assert {name for name, _value in every_block("en", 1)} == set(BodyBlock().child_blocks)


@pytest.mark.slow
@pytest.mark.parametrize("query", ["", "?size=large", "?with={other}"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_block_lies_within_its_sheet_and_on_nothing_else(
    published: None, db: None, client: Client, language: str, query: str
) -> None:
    other = "fr" if language == "en" else "en"
    response = client.get(f"/{language}/protocol/print.pdf{query.format(other=other)}")
    assert response.status_code == 200, response.content.decode()
    found = sheets(response.content)
    assert len(found) > ROUNDS / 2
    names = [f"{words(HEADINGS[language])}{number}" for number in range(ROUNDS)]
    leading = {shape.format(name) for name in names for shape in ("{}", "{}.1", "({})", "[{}]")}
    for width, boxes in found:
        assert [box for box in boxes if box.left < MARGIN - SLACK] == []
        assert [box for box in boxes if box.right > width - MARGIN + SLACK] == []
        assert list(covering(boxes)) == []
        assert last_line(boxes) not in leading
