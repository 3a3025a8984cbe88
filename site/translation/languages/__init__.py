"""A language is added step by step: its locale, its home page as a draft, chosen sections."""
