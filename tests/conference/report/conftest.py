"""The demo conference with a participant, as the tests of contributions have them."""

from tests.contributions.conftest import ada, conference, rules

__all__ = ["ada", "conference", "rules"]
