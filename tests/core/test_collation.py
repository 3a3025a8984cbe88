"""Lists are in the order of a dictionary of their language."""

import pytest

from core.text.collation import first_letter, sort_key

IN_ORDER = {
    "en": ["access", "Écosse", "edge", "zinc"],
    "es": ["nube", "nz", "ñame", "ñu", "oveja", "Óxido", "oz"],
    "fr": ["cote", "côté du pont", "élan", "étude", "œuvre", "offre", "zone"],
    "ru": ["Ёлка", "ель", "имя", "Йемен", "йод", "калий", "кая"],
    "ar": ["الأطراف", "التزام", "أمانة", "الإنسان", "بروتوكول", "البيئة", "تقييم", "جدول"],
    "zh-hans": [
        "CBD",
        "安全",
        "报告",
        "北京",
        "缔约方",
        "风险",
        "国家",
        "能力建设",
        "生物",
        "中国",
    ],
}


@pytest.mark.parametrize("language", IN_ORDER)
def test_words_stand_in_the_order_of_the_language(language: str) -> None:
    words = IN_ORDER[language]
    assert sorted(sorted(words), key=lambda word: sort_key(word, language)) == words


def test_terms_stand_below_the_letter_of_their_language() -> None:
    assert [first_letter("ñame", code) for code in ("es", "fr")] == ["Ñ", "N"]
    assert first_letter("Йод", "ru") == "Й"
    assert first_letter("الأطراف", "ar") == "ا"
    assert first_letter("البروتوكول", "ar") == "ب"
    assert first_letter("«Œuvre»", "fr") == "O"
    assert first_letter("–", "en") == ""
