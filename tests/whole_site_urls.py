"""Addresses that whole-site tests go through."""

from core.seeding import page_seeds

LANGUAGES = ["en", "es", "fr"]


def address(path: str, language: str) -> str:
    """The address of a seeded page in a language."""
    return f"/{language}/{path}/" if path else f"/{language}/"


PATHS = [seed.path for seed in page_seeds()]
ADDRESSES = [address(path, language) for path in PATHS for language in LANGUAGES]

ARCHIVE = "protocol/capacity-building/portal/archive"
# Pages as readers ask for them; the symbol is written alike in every language.
ASKED = [
    f"/{language}/{path}"
    for language in LANGUAGES
    for path in (
        f"{ARCHIVE}/?q=BS-III/3&year=2009&topic=development-planning&language=es",
        f"{ARCHIVE}/?instrument=poverty-reduction&sort=title",
        f"{ARCHIVE}/?year=1066&q=qqqzzz",
        f"{ARCHIVE}/print/?year=2008",
        "search/",
        "search/?q=BS-III/3&year=2009&section=archive",
        "search/?q=lusakka",
        "search/?q=qqqzzz&year=2009",
    )
]
