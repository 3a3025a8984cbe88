"""Parses XLIFF 1.2 and 2.x files returned by CAT tools."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from core.safe_xml import RefusedXMLError, local_name, parse
from translation.files.file_entries import Entry, ReadFile, RefusedFileError, uuid_in
from translation.files.xliff_export import DOUBT_12, SUB_STATE
from translation.inline_codes import Code, Kind, Piece, parse_loosely, to_html

# CAT tools may leave these states unchanged after the text was translated.
UNTOUCHED = {"new", "needs-translation", "initial"}
DOUBTS = {
    DOUBT_12, "needs-review-adaptation", "needs-review-l10n", "needs-adaptation", "needs-l10n"
}  # fmt: skip

SPANNING = ("g", "pc")
EMPTY = ("x", "ph")
BEGINNING = ("bx", "sc", "bpt")
END = ("ex", "ec", "ept")
CHARACTER = "cp"


def pieces_of(element: Any, tags: dict[str, str]) -> Iterator[Piece]:
    """Yields the pieces of a `source` or `target`. `tags` (id → HTML tag) is extended.

    A code with an unknown tag yields only its content.
    """
    yield from _piece(element.text)
    for child in element:
        yield from _child(child, tags)
        yield from _piece(child.tail)


def _piece(text: str | None) -> Iterator[str]:
    if text:
        yield text


def _child(child: Any, tags: dict[str, str]) -> Iterator[Piece]:
    name = local_name(child)
    if name in SPANNING:
        begin = _code(child, tags)
        if begin is not None:
            yield begin
        yield from pieces_of(child, tags)
        if begin is not None:
            yield Code(Kind.CLOSE, begin.name)
    elif name in EMPTY or name in BEGINNING:
        code = _code(child, tags)
        if code is not None:
            yield code
    elif name in END:
        code = _code(child, tags)
        if code is not None:
            yield Code(Kind.CLOSE, code.name)
    elif name == CHARACTER:
        yield from _character(child.get("hex") or "")
    elif name not in ("sm", "em", "it"):  # "mrk" and other annotations
        yield from pieces_of(child, tags)


def _code(element: Any, tags: dict[str, str]) -> Code | None:
    own = element.get("rid") or element.get("startRef") or element.get("id") or ""
    said = element.get("equiv-text") or element.get("dispStart") or element.get("disp")
    if said and not said.startswith("</"):
        tags.setdefault(own, said)
    found = parse_loosely(tags.get(own, ""))
    code = found[0] if len(found) == 1 else None
    return code if isinstance(code, Code) and code.kind is not Kind.CLOSE else None


def _character(number: str) -> Iterator[str]:
    try:
        yield chr(int(number, 16))
    except (ValueError, OverflowError):
        return


def is_xml(content: bytes) -> bool:
    """Whether the content is XML in UTF-8 or UTF-16, with or without a byte order mark."""
    head = content[:64].replace(b"\x00", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.lstrip().startswith(b"<")


def read(name: str, content: bytes) -> ReadFile:
    """Parses the file. Raises RefusedFileError."""
    try:
        root = parse(content)
    except RefusedXMLError as error:
        raise RefusedFileError(str(error)) from error
    if local_name(root) != "xliff":
        message = _("This is not an XLIFF file: it begins with <%(name)s>, not with <xliff>.")
        raise RefusedFileError(message % {"name": local_name(root)})
    files = list(root.iter("{*}file"))
    languages = {_language(root, file) for file in files}
    if len(languages) != 1 or languages == {""}:
        raise RefusedFileError(_("The file does not say its one target language."))
    entries = tuple(entry for file in files for entry in _entries(file))
    if not entries:
        raise RefusedFileError(_("There are no texts in the file."))
    return ReadFile(name, languages.pop(), entries)


def _language(root: Any, file: Any) -> str:
    stated = root.get("trgLang") or file.get("target-language") or ""
    return str(stated).strip().replace("_", "-").lower()


def _entries(file: Any) -> Iterator[Entry]:
    translation = uuid_in(file.get("original") or "")
    for element in file.iter("{*}trans-unit", "{*}unit"):
        if local_name(element) == "trans-unit":
            yield _entry_12(element, translation)
        else:
            yield _entry_2(element, translation)


def _entry_12(element: Any, translation: UUID | None) -> Entry:
    source, target = element.find("{*}source"), element.find("{*}target")
    state = "" if target is None else target.get("state") or ""
    original, text = _texts([source], [target])
    return Entry(
        translation=translation,
        path=element.get("resname") or "",
        original=original,
        text=text,
        is_fuzzy=state in DOUBTS,
        unit=element.get("id") or "",
        is_untouched=state in UNTOUCHED,
    )


def _entry_2(element: Any, translation: UUID | None) -> Entry:
    """Returns the entry of a unit, joining the segments it may have been split into."""
    parts = [part for part in element if local_name(part) in ("segment", "ignorable")]
    segments = [part for part in parts if local_name(part) == "segment"]
    sources = [part.find("{*}source") for part in parts]
    targets = [_target(part) for part in parts]
    original, text = _texts(sources, targets)
    return Entry(
        translation=translation,
        path=element.get("name") or "",
        original=original,
        text=text if any(part.find("{*}target") is not None for part in segments) else "",
        is_fuzzy=any(part.get("subState") == SUB_STATE for part in segments),
        unit=element.get("id") or "",
        is_untouched=any((part.get("state") or "initial") in UNTOUCHED for part in segments),
    )


def _target(part: Any) -> Any:
    """Returns the target; text between segments has usually none and is copied from the source."""
    target = part.find("{*}target")
    if target is None and local_name(part) == "ignorable":
        return part.find("{*}source")
    return target


def _texts(sources: list[Any], targets: list[Any]) -> tuple[str, str]:
    """Returns the HTML of original and translation; codes may be defined in the original only."""
    tags: dict[str, str] = {}
    original = [piece for each in sources if each is not None for piece in pieces_of(each, tags)]
    text = [piece for each in targets if each is not None for piece in pieces_of(each, tags)]
    return to_html(original), to_html(text)
