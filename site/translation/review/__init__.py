"""Draft, review and publication of a translation, on Wagtail's workflows."""
