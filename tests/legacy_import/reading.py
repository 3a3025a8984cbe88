"""What tests read from pages and files: words, in order."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.test import Client

from lxml import html as lxml_html

from legacy_import.import_options import Options
from legacy_import.import_report import FileReport, ImportReport
from legacy_import.import_run import run_import
from legacy_import.source_files import RawFile

SAMPLES = Path(__file__).parent / "samples"
BLOCK_NAMES = "p li td th h1 h2 h3 h4 ul ol div br dt dd caption"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def words_of_page(client: Client, page: Any) -> list[str]:
    """What a visitor reads in the page's article, title and dates included."""
    response = client.get(page.get_url())
    assert response.status_code == 200, page.get_url()
    article = lxml_html.fromstring(response.content.decode()).find(".//article")
    assert article is not None
    for foot in article.cssselect(".paper-only, .neighbours"):
        foot.drop_tree()
    for element in article.iter(*BLOCK_NAMES.split()):
        element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return words(article.text_content())


def not_found_in_order(wanted: list[str], offered: list[str]) -> list[str]:
    lost, place = [], 0
    for word in wanted:
        try:
            place = offered.index(word, place) + 1
        except ValueError:
            lost.append(word)
    return lost


def import_files(files: dict[str, str | bytes], **options: Any) -> ImportReport:
    raw = [
        RawFile(name, data.encode() if isinstance(data, str) else data)
        for name, data in files.items()
    ]
    return run_import(raw, Options(**options))


def import_one_file(name: str, data: str | bytes, **options: Any) -> FileReport:
    (report,) = import_files({name: data}, **options).files
    return report


def trail(*labels: str, end: str = "   Printer-friendly version") -> str:
    section = "Home|The Cartagena Protocol|Capacity Building|Portal|Archive"
    return "|".join([section, *labels]) + end


def page_text(
    label: str,
    text: str,
    *,
    conference: str = "Socio-economics",
    dates: str = "19 January - 6 February 2009",
    title: str = "Socio-economic considerations in decisions on living modified organisms",
) -> str:
    """A page in the old form; an empty label is the conference itself."""
    labels = [conference, *([label] if label else [])]
    lines = ["english | español | français", trail(*labels), "", title, dates, "", text]
    return "\n".join(line for line in lines)


def archive(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return buffer.getvalue()
