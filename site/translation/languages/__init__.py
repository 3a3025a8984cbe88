"""Adding a language: creates the locale, a draft home page, and submits chosen sections."""
