"""Demo content from each app's `seed` module: created once, never overwritten."""

from core.seeding.registry import PageSeed, SnippetSeed, discover, page_seeds
from core.seeding.report import SeedReport

__all__ = ["PageSeed", "SeedReport", "SnippetSeed", "discover", "page_seeds"]
