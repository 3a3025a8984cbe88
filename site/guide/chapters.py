"""Reads the chapters of the editor's guide from Markdown files in `docs/guide/<language>/`.

A file is named by its place and its slug, for example `20-new-conference.md`; its first heading is
the chapter's title. Pictures stand in `docs/guide/<language>/pictures/`.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString

from core.languages.live_language_middleware import variants
from guide import markdown


@dataclass(frozen=True)
class Chapter:
    """A chapter: its slug, its title and its text as HTML."""

    slug: str
    title: str
    html: SafeString
    """Without the title."""


def languages() -> list[str]:
    """Codes of the languages in which there is a guide."""
    return sorted(path.name for path in settings.GUIDE_FOLDER.iterdir() if path.is_dir())


def language_for(code: str) -> str:
    """The language of the guide for somebody who uses the admin in `code`."""
    known = languages()
    return next((each for each in variants(code, known) if each in known), settings.LANGUAGE_CODE)


def chapters(language: str) -> list[Chapter]:
    """In the order of reading. `language` is one of `languages()`."""
    return [_read(path, path.stat().st_mtime_ns) for path in _files(language)]


def chapter(language: str, slug: str) -> Chapter | None:
    """Return the chapter with this slug in a language, or None."""
    return next((each for each in chapters(language) if each.slug == slug), None)


def picture_file(language: str, name: str) -> Path | None:
    """Where a picture is stored; None where there is none of that name."""
    pictures = settings.GUIDE_FOLDER / language / "pictures"
    known = {path.name: path for path in pictures.glob("*.webp")} if language in languages() else {}
    return known.get(name)


def _files(language: str) -> list[Path]:
    return sorted((settings.GUIDE_FOLDER / language).glob("*.md"))


@lru_cache(maxsize=100)
def _read(path: Path, _changed: int) -> Chapter:
    """`_changed` is when the file was last written, so that a change is seen at once."""
    title, html = markdown.render(path.read_text(encoding="utf-8"), language=path.parent.name)
    return Chapter(path.stem.partition("-")[2], title, html)
