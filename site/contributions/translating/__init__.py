"""Translations of contributions: rights, segments, steps, checks and the translators' screens."""
