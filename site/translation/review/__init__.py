"""Draft, review and publication of translations with Wagtail's workflows."""
