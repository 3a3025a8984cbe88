"""Addresses that whole-site tests go through."""

from core.seeding import page_seeds

LANGUAGES = ["en", "es", "fr"]


def address(path: str, language: str) -> str:
    """The address of a seeded page in a language."""
    return f"/{language}/{path}/" if path else f"/{language}/"


PATHS = [seed.path for seed in page_seeds()]
ADDRESSES = [address(path, language) for path in PATHS for language in LANGUAGES]
