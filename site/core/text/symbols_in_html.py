"""Keeps document symbols such as BS-III/3 on one line in rendered HTML, with `<span>` elements.

Browsers and the PDF writer break a line after a hyphen between letters. The text keeps its plain
hyphen, as readers search for it and copy it. Works on whole documents, as
`core.text.direction_in_html` does, so that no template and no message needs elements of its own.
"""

import re

# Longer ones may break: they would be wider than a phone.
MOST_CHARACTERS = 24
_OPEN, _CLOSE = '<span class="symbol">', "</span>"
_CAPITALS = r"[A-Z\u0410-\u042f]"
# Not \w: Chinese characters stand next to a symbol without a space.
_WORD = r"A-Za-z\d\u00c0-\u024f\u0400-\u04ff"
_HAS_SYMBOL = re.compile(rf"{_CAPITALS}-{_CAPITALS}")
# What is not text of the page, or is no place for elements; what is done already; other tags.
_KEPT = (
    r"<!--.*?-->|<(?P<whole>script|style|textarea|title|select|svg|math|template|noscript|iframe)\b"
    rf".*?</(?P=whole)\s*>|<span class=\"symbol\"[^>]*>.*?{_CLOSE}"
    r"|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
)
_SYMBOL = (
    rf"(?<![{_WORD}/&#-])(?:{_CAPITALS}+\d*/)*{_CAPITALS}{{2,}}(?:-{_CAPITALS}+)+"
    rf"(?:/[A-Z\d][A-Za-z\d]*(?:\.\d+)*)*(?![{_WORD}-]|/[{_WORD}])"
)
_PARTS = re.compile(rf"{_KEPT}|(?P<symbol>{_SYMBOL})", re.DOTALL)


def keep_symbols_whole(html: str) -> str:
    """Returns the HTML with every document symbol in a `<span>` that does not break.

    Doing it twice changes nothing.
    """
    return _PARTS.sub(_whole, html) if _HAS_SYMBOL.search(html) else html


def _whole(part: re.Match[str]) -> str:
    symbol = part["symbol"]
    if not symbol or len(symbol) > MOST_CHARACTERS:
        return part[0]
    return f"{_OPEN}{symbol}{_CLOSE}"
