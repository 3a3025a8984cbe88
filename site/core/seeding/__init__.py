"""Demo content of the apps, from `seed.toml` and `seed.py`: created once, never overwritten."""

from core.seeding.seed_toml import PageSeed, SeedReport, SnippetSeed, discover, page_seeds

__all__ = ["PageSeed", "SeedReport", "SnippetSeed", "discover", "page_seeds"]
