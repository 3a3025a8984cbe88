"""Keeps document symbols, ranges and Chinese dates on one line in rendered HTML, with `<span>`s.

Browsers and the PDF writer break a line within "BS-III/3", "9–11" and "2009年2月6日". The text
keeps its plain characters, as readers search for it and copy it. Works on whole documents, as
`core.text.bidi_isolation` does, so that no template and no message needs elements of its own.
"""

import re

# Longer symbols may break: they would be wider than a phone.
MOST_CHARACTERS = 24
_OPEN, _CLOSE = '<span class="unbroken">', "</span>"
_CAPITAL = r"[A-Z\u0410-\u042f]"
# Not \w: Chinese characters stand next to a symbol without a space.
_WORD = r"A-Za-z\d\u00c0-\u024f\u0400-\u04ff"
# Each begins with one character: the search for it goes much faster than one for a class.
_ANY = [
    re.compile(pattern)
    for pattern in (rf"-(?<={_CAPITAL}-){_CAPITAL}", r"–(?<=\d–)\d", r"年(?<=\d年)\d+月\d")
]
# What is not text of the page, or is no place for elements; what is done already; other tags.
_KEPT = re.compile(
    r"(<!--.*?-->|<(?P<whole>script|style|textarea|title|select|svg|math|template|noscript|iframe)\b"
    rf".*?</(?P=whole)\s*>|<span class=\"(?:symbol|unbroken)\"[^>]*>.*?{_CLOSE}"
    r"|<(?:[^'\">]++|\"[^\"]*\"|'[^']*')*+>)",
    re.DOTALL,
)
# UNEP/CBD/BS/CM-CB/5/2, BS-III/3, CdP-RdP; 9–11, 2005–2009; 2009年2月6日.
_SYMBOL = (
    rf"(?<![{_WORD}/&#-])(?:{_CAPITAL}+\d*/)*{_CAPITAL}(?:[a-z]?{_CAPITAL})+"
    rf"(?:-{_CAPITAL}(?:[a-z]?{_CAPITAL})*)+"
    rf"(?:/[A-Z\d][A-Za-z\d]*(?:\.\d+)*)*(?![{_WORD}-]|/[{_WORD}])"
)
_RANGE = r"(?<![\d–])\d{1,4}–\d{1,4}(?![\d–])"
_DATE = r"\d{4}年\d{1,2}月\d{1,2}日"
# In Chinese, with the characters around its number: 第BS-III/3号.
_UNBROKEN = re.compile(f"第?{_SYMBOL}号?|{_RANGE}|{_DATE}")


def keep_unbroken(html: str) -> str:
    """Returns the HTML with every symbol, range and Chinese date in a `<span>` that does not break.

    Doing it twice changes nothing.
    """
    if not _has_any(html):
        return html
    # At every third place stands text; behind it what is kept, and the name of a whole element.
    parts = _KEPT.split(html)
    parts[::3] = [_UNBROKEN.sub(_marked, text) if _has_any(text) else text for text in parts[::3]]
    parts[2::3] = [""] * (len(parts) // 3)
    return "".join(parts)


def _has_any(text: str) -> bool:
    # Most texts have none of these characters, which takes less to tell than an expression.
    return ("-" in text or "–" in text or "年" in text) and any(
        pattern.search(text) for pattern in _ANY
    )


def _marked(part: re.Match[str]) -> str:
    return part[0] if len(part[0]) > MOST_CHARACTERS else f"{_OPEN}{part[0]}{_CLOSE}"
