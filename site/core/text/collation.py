"""Sort keys for titles, names and terms: by the rules of the language, the same on every database.

Letters come first, without case, accents or punctuation. On top of that:

- Spanish: "ñ" is a letter after "n"; Russian: "й" a letter after "и".
- Arabic: the article "ال" does not count; words whose stem begins with the same letters keep it.
- Chinese: by pinyin. GB 2312 lists its 3,755 common characters so; rarer ones follow them.

Why no library: docs/decisions.md.
"""

import re
import unicodedata

from django.utils.translation import get_language

from core.text.folding import fold

_WORD = re.compile(r"[^\W_]+")
# A letter of its own sorts after all words with the letter before it: with that letter and three
# of the last one. So keys need no characters that databases order in their own ways.
_LETTERS_OF_THEIR_OWN = {
    "es": {"ñ": "nzzz"},
    "ru": {"й": "ияяя"},
}
# Rare characters that names of countries begin with, and common ones that are read alike.
_READ_ALIKE = str.maketrans("斐梵瑙", "非饭脑")
# The article with a plain alif; "آلية" and "إلغاء" begin otherwise.
_ARTICLE = re.compile(r"\bال(?=\w{2})(?!ت(?:زام|ماس|قاء|حاق|هاب|باس|فات|ئام|واء)|كترون|له\b)")


def plain_words(text: str) -> str:
    """Returns the words of `text` without diacritics, case or punctuation, for comparing."""
    return " ".join(_WORD.findall(fold(text)))


def sort_key(text: object, language: str | None = None) -> str:
    """Returns a key whose order is that of the language, by default the active one."""
    code = (get_language() or "" if language is None else language).partition("-")[0].lower()
    words = unicodedata.normalize("NFC", str(text)).lower()
    if code == "ar":
        words = _ARTICLE.sub("", words)
    for letter, place in _LETTERS_OF_THEIR_OWN.get(code, {}).items():
        words = words.replace(letter, place)
    key = plain_words(words)
    if code == "zh":
        return key.translate(_READ_ALIKE).encode("gb18030", "replace").hex()
    return key


def first_letter(text: str, language: str) -> str:
    """Returns the capital under which `text` stands in an alphabetical list; empty without words.

    In Chinese, a character.
    """
    code = language.partition("-")[0].lower()
    words = unicodedata.normalize("NFC", text).lower()
    words = _ARTICLE.sub("", words) if code == "ar" else words
    found = _WORD.search(words)
    if found is None:
        return ""
    own = found[0][0]
    return own.upper() if own in _LETTERS_OF_THEIR_OWN.get(code, {}) else fold(own)[:1].upper()
