"""Translations of contributions: rights, passages, steps, checks and the translators' screens."""
