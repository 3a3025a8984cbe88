"""Seeds the review workflow of the languages."""

from translation.review.seed_workflow import seed

__all__ = ["seed"]
