"""`migrate` brings derived rows to the version of the release, once."""

from collections.abc import Iterator

from django.core.management import call_command

from wagtail_localize.models import Translation

import pytest

from core import derived_data
from core.models import DerivedVersion
from search.models import SearchEntry
from translation.models import SegmentRecord

pytestmark = pytest.mark.django_db


@pytest.fixture
def built() -> Iterator[list[str]]:
    """What a kind of derived rows of this test was built of."""
    made: list[str] = []
    derived_data.derived_data("of_the_test", version=2)(lambda: made.append("built"))
    yield made
    del derived_data._kinds["of_the_test"]


def migrate() -> None:
    call_command("migrate", verbosity=0)


@pytest.mark.long
def test_what_is_current_is_left_alone(built: list[str]) -> None:
    migrate()
    migrate()
    assert built == ["built"]
    assert DerivedVersion.objects.get(pk="of_the_test").version == 2


@pytest.mark.long
@pytest.mark.parametrize("version", [1, 3])
def test_another_version_is_rebuilt_also_after_a_roll_back(built: list[str], version: int) -> None:
    migrate()
    DerivedVersion.objects.filter(pk="of_the_test").update(version=version)
    migrate()
    assert built == ["built", "built"]


def test_a_kind_that_fails_is_tried_again(built: list[str]) -> None:
    def fail() -> None:
        raise RuntimeError("broken")

    derived_data._kinds["of_the_test"] = derived_data.DerivedData(2, fail)
    with pytest.raises(RuntimeError):
        migrate()
    assert not DerivedVersion.objects.filter(pk="of_the_test").exists()


@pytest.mark.long
def test_search_and_states_are_there_after_an_upgrade() -> None:
    """As from a release that had neither: the rows and the record of their version are absent."""
    entries = set(SearchEntry.objects.values_list("pk", flat=True))
    states = count_states()
    assert entries
    assert states
    SearchEntry.objects.all().delete()
    SegmentRecord.objects.all().delete()
    DerivedVersion.objects.all().delete()
    migrate()
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == entries
    assert Translation.objects.filter(records=None).count() == 0
    assert count_states().keys() >= {"approved"}


def count_states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in SegmentRecord.objects.filter(is_current=True).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found
