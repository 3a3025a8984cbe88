"""Reads a file's name and bytes into a LegacyPage.

Refuses files that are no content: errors, log-in forms, listings, empty shells.
"""

import hashlib
import re
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext

from legacy_import.parsing.converter_markup import is_restructured, markdown_as_html
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.html_cleaning import looks_like_html, stated_address
from legacy_import.parsing.html_reader import read_html
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.make_legacy_page import make_legacy_page
from legacy_import.parsing.plain_text_reader import read_plain_text
from legacy_import.parsing.text_comparison import fold, plain, strip_tags
from legacy_import.parsing.text_decoding import text_of_copy

_FORUM = re.compile(r"^forum\w+_\w+$", re.I)
# As browsers and crawlers write “forumsocio_group1.shtml?threadid=910” into a file's name.
_THREAD = re.compile(r"^(.*?\.s?html?)[?@_%&-](?:3F)?threadid=(\d+)(?:\.s?html?)?$", re.I)
# A page with more words may speak of an error, but is none.
MOST_WORDS = 250
_ERROR = re.compile(
    r"^(?:http )?(?:error )?(?:4\d\d|50\d)(?: |$)|^(?:http )?error \d{3}\b"
    r"|\b(?:page|file|document|url|resource) (?:was |is |could )?(?:not be found|not found)\b"
    r"|^not found$|^(?:access )?(?:denied|forbidden)$|^access denied|^(?:internal )?server error"
    r"|^service (?:temporarily )?unavailable|^bad (?:gateway|request)|^gateway time ?out"
    r"|^object moved|^moved permanently|^under construction$|^site (?:temporarily )?unavailable"
    r"|^(?:this )?page (?:has (?:been )?(?:re)?moved|cannot be (?:displayed|found))"
    r"|pagina no (?:encontrada|existe|disponible)|^no (?:se )?(?:encontro|encontrado|encontrada)"
    r"|no se (?:ha )?(?:encontro|encontrado|puede mostrar) la pagina|^acceso (?:denegado|prohibido)"
    r"|page (?:introuvable|non trouvee|inexistante)|^acces (?:refuse|interdit)|^erreur \d{3}"
    r"|wayback machine (?:has not|doesn t have)|got an http \d{3} response at crawl"
    r"|has not archived that url|this url has been excluded"
)
_LISTING = re.compile(r"^(?:index of |directory listing|indice de /|index de /)")
# What a web server writes above the files of a folder, with the folder's path.
_LISTED = re.compile(r"<(?:title|h1)>\s*(?:index of|directory listing for) /[^<]*</", re.I)
_LOG_IN = re.compile(
    r"^(?:please )?(?:log ?in|sign ?in|log on|authentication required|iniciar sesion|identificarse"
    r"|connexion|se connecter|identification)(?: |$)"
)
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.I | re.S)
_HEADING = re.compile(r"<h[1-3]\b[^>]*>(.*?)</h[1-3]>", re.I | re.S)
_PASSWORD = re.compile(r"<input\b[^>]*\btype\s*=\s*[\"']?password", re.I)
_NOT_SHOWN = re.compile(r"<(script|style|head|title)\b.*?</\1\s*>|<!--.*?-->", re.I | re.S)


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
    page = make_legacy_page(name, hashlib.sha256(data).hexdigest(), parsed)
    if not (page.posts or page.blocks or page.titles or page.theme or page.dates):
        message = gettext("The file is not a page: it contains only the frame of the site.")
        raise RefusedError(message)
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


def check_source(text: str, *, is_html: bool) -> None:
    """Raises RefusedError where the file says that it is an error, a log-in form or a listing."""
    shown = strip_tags(_NOT_SHOWN.sub(" ", text)) if is_html else text
    count = len(fold(shown).split())
    says = _labels(text, shown, is_html=is_html)
    is_named = is_html and _LISTED.search(text) is not None
    if is_named or (any(_LISTING.search(label) for label in says) and _is_listing(shown)):
        raise RefusedError(gettext("The file is not a page: it lists the files of a folder."))
    if count > MOST_WORDS:
        return
    if any(map(_ERROR.search, says)):
        raise RefusedError(gettext("The file is not a page: it is an error message."))
    if (is_html and _PASSWORD.search(text)) or (any(map(_LOG_IN.search, says)) and count < 60):
        raise RefusedError(gettext("The file is not a page: it is a sign-in form."))


def _labels(text: str, shown: str, *, is_html: bool) -> list[str]:
    """Returns the folded lines that say what the page is: title, headings, first lines."""
    found = [*_TITLE.findall(text)[:1], *_HEADING.findall(text)[:4]] if is_html else []
    labels = [plain(strip_tags(unescape(each))) for each in found]
    labels += [line.strip() for line in shown.splitlines() if line.strip()][:6]
    return [fold(label) for label in labels if label and len(label) < 150]


def _is_listing(shown: str) -> bool:
    folded = fold(shown)
    signs = ("parent directory", "last modified", "directorio superior", "repertoire parent")
    return any(sign in folded for sign in signs)
