"""Reads a file's name and bytes into a LegacyPage."""

import hashlib
import re
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext

from legacy_import.parsing.converted_text import is_restructured, markdown_as_html
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.html_cleaning import looks_like_html, stated_address
from legacy_import.parsing.html_text import read_html
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.no_content import check_page, check_source
from legacy_import.parsing.page_recognition import recognise
from legacy_import.parsing.plain_text import read_plain_text
from legacy_import.parsing.saved_copies import text_of_copy

_FORUM = re.compile(r"^forum\w+_\w+$", re.I)
# As browsers and crawlers write “forumsocio_group1.shtml?threadid=910” into a file's name.
_THREAD = re.compile(r"^(.*?\.s?html?)[?@_%&-](?:3F)?threadid=(\d+)(?:\.s?html?)?$", re.I)


def read_page(name: str, data: bytes, former_folder: str = "/") -> LegacyPage:
    """Returns the page.

    `former_folder` is where the files were on the former site: a path or a URL. Raises RefusedError
    where the file cannot be imported.
    """
    text, stated = text_of_copy(data)
    is_html = looks_like_html(name, text)
    if not is_html and is_restructured(text):
        raise RefusedError(gettext("The file is reStructuredText. Save it as HTML and try again."))
    if not is_html and (converted := markdown_as_html(text)) is not None:
        text, is_html = converted, True
    check_source(text, is_html=is_html)
    address = former_address(
        name, stated or (stated_address(text) if is_html else ""), former_folder
    )
    if is_html:
        parsed = read_html(text, lambda href: absolute(address or former_folder, href))
    else:
        parsed = read_plain_text(text)
    page = recognise(name, hashlib.sha256(data).hexdigest(), parsed)
    check_page(page)
    page.former_address = address
    return page


def former_address(name: str, stated: str, folder: str) -> str:
    """Returns the page's former address, as stated or by the file's name; may be empty."""
    if stated.startswith(("http://", "https://")) and urlsplit(stated).path not in ("", "/"):
        return stated
    thread = _THREAD.match(name)
    path = PurePosixPath(f"{thread[1]}?threadid={thread[2]}" if thread else name)
    if _FORUM.match(path.stem) and path.suffix.lower() in (".txt", ".text", ".htm", ".html"):
        path = path.with_suffix(".shtml")
    if path.suffix.lower() in (".txt", ".text", ""):
        return ""
    base = "/" if len(path.parts) > 2 else folder
    return urljoin(base if base.endswith("/") else f"{base}/", str(path))


def absolute(base: str, href: str) -> str:
    """Returns `href` as a URL or a path from the root; unchanged where it is no address."""
    try:
        joined = urljoin(base, href)
        return f"http:{joined}" if joined.startswith("//") else joined
    except ValueError:
        return href
