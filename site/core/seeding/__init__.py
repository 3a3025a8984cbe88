"""Demo content of the apps, from `seed.toml` and `seed.py`: created once, never overwritten."""

from core.seeding.registry import PageSeed, SnippetSeed, discover, page_seeds
from core.seeding.report import SeedReport

__all__ = ["PageSeed", "SeedReport", "SnippetSeed", "discover", "page_seeds"]
