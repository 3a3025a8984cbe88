"""Makes the copy: follows the links of a section, then writes its pages with relative links."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override

from core.pages.preserved_copy_date import making_a_copy
from preservation import rewriting
from preservation.fetching import Fetched, Site
from preservation.file_names import Address, Section, file_of

CHECKSUMS = "SHA256SUMS"


class PreservationError(Exception):
    """The copy cannot be made; the message says why."""


@dataclass(frozen=True)
class Start:
    """The section's first page in one language."""

    url: str
    """Absolute."""
    language: str
    language_name: str
    title: str


@dataclass
class _Copy:
    folder: Path
    origin: str
    files: dict[Address, str] = field(default_factory=dict)
    media_types: dict[Address, str] = field(default_factory=dict)
    redirects: dict[Address, Address] = field(default_factory=dict)

    def file_of(self, address: Address) -> str | None:
        """The file of an address, or of the one that it leads to; None without any."""
        for _step in range(3):
            if address in self.files:
                return self.files[address]
            if address not in self.redirects:
                return None
            address = self.redirects[address]
        return None


def preserve(
    starts: list[Start],
    folder: Path,
    *,
    at: datetime,
    with_pdf: bool = True,
    advance: Callable[[], None] = lambda: None,
) -> int:
    """Writes the copy into `folder`, which must be empty or not exist; returns how many files.

    `at` is the date that it bears (UTC). `advance` is called after each address. Raises
    PreservationError where the folder has files, or a page of the section cannot be read.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PreservationError(gettext("The folder must be empty: %(name)s") % {"name": folder})
    if not starts:
        raise PreservationError(gettext("No page of this conference is public."))
    parts = urlsplit(starts[0].url)
    copy = _Copy(folder, f"{parts.scheme}://{parts.netloc}")
    section = Section([urlsplit(start.url).path for start in starts], with_pdf=with_pdf)
    # Each request activates the language of its reader, in this thread.
    with making_a_copy(at), override(get_language()):
        _collect(copy, section, [Address.of(start.url) for start in starts], advance)
    for address, file in sorted(copy.files.items(), key=lambda item: item[1]):
        _rewrite(copy, address, file)
    _write_start_page(copy, starts, at)
    return _write_checksums(folder)


def _collect(
    copy: _Copy, section: Section, starts: list[Address], advance: Callable[[], None]
) -> None:
    """Fetches the addresses of the section, each once, and keeps them as they come."""
    site = Site(copy.origin)
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop(0)
        fetched = site.fetch(address.path, address.query)
        advance()
        if fetched.status != 200 and address in starts:
            raise PreservationError(
                gettext("%(url)s cannot be read: %(status)s")
                % {"url": address.url, "status": fetched.status}
            )
        for found in _followed(copy, address, fetched):
            if found not in seen and section.has(found):
                seen.add(found)
                waiting.append(found)


def _followed(copy: _Copy, address: Address, fetched: Fetched) -> Iterable[Address]:
    """Writes what was fetched; returns the addresses that it leads to."""
    url = urljoin(copy.origin, address.url)
    if fetched.status in (301, 302, 307, 308):
        target = urljoin(url, fetched.location)
        if not target.startswith(f"{copy.origin}/"):
            return []
        copy.redirects[address] = Address.of(target)
        return [copy.redirects[address]]
    if fetched.status != 200:
        return []
    copy.files[address] = file_of(address)
    copy.media_types[address] = fetched.media_type
    path = copy.folder / copy.files[address]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fetched.content)
    if fetched.media_type == "text/html":
        return rewriting.links_of(fetched.content, url, copy.origin)
    if address.path.endswith(".css"):
        return rewriting.links_of_css(fetched.content, url, copy.origin)
    return []


def _rewrite(copy: _Copy, address: Address, file: str) -> None:
    """Replaces the file by one whose links hold in the copy."""
    url = urljoin(copy.origin, address.url)
    is_page = copy.media_types[address] == "text/html"
    if not is_page and not address.path.endswith(".css"):
        return
    rewrite = rewriting.rewritten if is_page else rewriting.rewritten_css
    path = copy.folder / file
    path.write_bytes(rewrite(path.read_bytes(), url, file, copy.origin, copy.file_of))


def _write_start_page(copy: _Copy, starts: list[Start], at: datetime) -> None:
    """`index.html`: the languages, and where and of when the original is."""
    pages = [(start, copy.file_of(Address.of(start.url))) for start in starts]
    context = {"pages": pages, "title": starts[0].title, "language": starts[0].language, "at": at}
    text = render_to_string("preservation/index.html", context)
    (copy.folder / "index.html").write_text(text, encoding="utf-8")


def _write_checksums(folder: Path) -> int:
    """SHA256SUMS, as `sha256sum --check` reads it; returns the number of files in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    ]
    (folder / CHECKSUMS).write_text("".join(sorted(lines, key=lambda line: line[66:])), "utf-8")
    return len(lines)
