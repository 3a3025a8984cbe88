"""Inline HTML as the plain text that a reader sees."""

from html.parser import HTMLParser

# Signs in a text that a check must not take for something else.
NARROW_SPACE = "\u202f"
HARD_SPACE = "\u00a0"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")


def plain(html: str) -> str:
    """The text without its elements; a line break for each `<br>`."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def base_language(code: str) -> str:
    """ "fr" for "fr-ca"."""
    return code.partition("-")[0].lower()


def quoted(words: list[str], most: int = 5) -> str:
    """The words for a message, each once and as they stand."""
    unique = list(dict.fromkeys(words))
    shown = ", ".join(f"“{word}”" for word in unique[:most])
    return shown if len(unique) <= most else f"{shown}…"
