"""Reads a legacy file and a page of the site in ways of its own: words, numbers of lists, links.

It shares no code with the importer, so that a fault there is not repeated here.
"""

import re
from pathlib import Path
from typing import Any

from django.test import Client

from lxml import html as lxml_html

BLOCKS = (
    "p li td th h1 h2 h3 h4 h5 h6 ul ol div br dt dd caption tr hr blockquote pre center dl table"
)
_FRAME = re.compile(
    r"^\W*(english\b.*espa|home\b\s*[|> /]|home\s+the cartagena|inicio\s*[|»>]|accueil\s*\|"
    r"|see also|véase también|voir aussi|(\[|top )?go to the top|ir al (principio|inicio)"
    r"|haut de la page|printer-friendly|_+$"
    # One label on a line: of a bar or trail in cells of a table, or below "See also".
    r"|(english|español|français|home|the cartagena protocol|capacity building|portal|archive"
    r"|detection|introduction|objectives|\|)$)",
    re.I,
)
_MONTHS = r"(?:jan|feb|mar|dec|nov|ene|dici|d[eé]c|f[eé]v)[a-zé.]*"
_DATES = re.compile(
    rf"^(online conference,? )?(from |del |du )?({_MONTHS} )?\d{{1,2}}[^?!:;]{{0,50}}20\d\d"
    r"(\s*\(.*\))?$",
    re.I,
)
_SESSION = re.compile(r"^(session|sesión|séance) \w+\s*[:.–-]?\s*", re.I)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("\u00ad", "").replace("\u2011", "-"))


def decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def wanted_words(path: Path) -> list[str]:
    """What the file says, without its frame, its dates line and its "Session 1"."""
    text = decoded(path.read_bytes())
    if path.suffix == ".html":
        text = _text_of(_tree(text))
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    kept = [line for line in lines if line and not _FRAME.match(line) and not _DATES.match(line)]
    return words(" ".join(_without_dates(_SESSION.sub("", line)) for line in kept))


def _without_dates(line: str) -> str:
    """A session's days, which the site writes in its own form."""
    return re.sub(r"\s*\(\d{1,2} - \d{1,2} \w+ 20\d\d\)$", "", line)


def wanted_links(path: Path) -> set[str]:
    """Full addresses that the file links to."""
    if path.suffix != ".html":
        return set(re.findall(r"https?://[^\s)]+[\w/]", decoded(path.read_bytes())))
    links = {
        str(a.get("href")).replace(" ", "%20") for a in _tree(decoded(path.read_bytes())).iter("a")
    }
    return {link for link in links if link.startswith(("http", "mailto", "ftp"))}


def article(client: Client, page: Any) -> Any:
    response = client.get(page.get_url())
    assert response.status_code == 200, page.get_url()
    found = lxml_html.fromstring(response.content.decode()).find(".//article")
    assert found is not None
    for foot in found.cssselect(".paper-only, .neighbours"):
        foot.drop_tree()
    return found


def shown_words(client: Client, page: Any) -> list[str]:
    return words(_text_of(article(client, page)))


def shown_links(client: Client, page: Any) -> set[str]:
    return {str(a.get("href")) for a in article(client, page).iter("a")}


def lost(wanted: list[str], shown: list[str]) -> list[str]:
    missing, place = [], 0
    for word in wanted:
        try:
            place = shown.index(word, place) + 1
        except ValueError:
            missing.append(word)
    return missing


def _tree(text: str) -> Any:
    tree = lxml_html.fromstring(text.replace("\x95", "•"))
    for hidden in tree.xpath("//script|//style|//title|//textarea"):
        hidden.drop_tree()
    return tree


def _text_of(tree: Any) -> str:
    """Its text, the numbers that a browser shows before the items of lists included."""
    for listing in tree.iter("ol"):
        first = int(listing.get("start") or 1)
        for number, item in enumerate(listing.iterchildren("li"), first):
            label = chr(96 + number) if listing.get("type") == "a" else str(number)
            item.text = f" {label} {item.text or ''}"
    for element in tree.iter(*BLOCKS.split()):
        element.text, element.tail = f" \n{element.text or ''}", f" \n{element.tail or ''}"
    return str(tree.text_content())
