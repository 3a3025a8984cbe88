"""The demo conference with a participant, as the tests of contributions have them."""

from tests.contributions.conftest import ada, close, conference, rules

__all__ = ["ada", "close", "conference", "rules"]
