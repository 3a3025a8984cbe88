"""Whatever is done to a page and its translations, in whatever order, with whatever tool.

No reader sees English in a translation; a live page changes by a publication only; what was
approved is kept; the tree is sound. The queue, the counts and the memory say what the records say,
the memory forgets nothing, and a file that nobody touched changes nothing.
"""

import os
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.test import TestCase

from wagtail.models import Page

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import PageFinder
from tests.translation.scenarios import LANGUAGES, SOURCE, Shown
from tests.translation.tool_scenarios import ToolWorld

ARCHIVE = "protocol/capacity-building/portal/archive"
Step = Callable[[ToolWorld], set[str]]

# A few for every run; docs/testing.md says how to try many.
EXAMPLES = int(os.environ.get("INVARIANT_EXAMPLES", "8"))
# What takes a page away or elsewhere; not one word on it may change.
WITHOUT_WORDS = {"move", "unpublish", "delete"}

languages = st.sampled_from(LANGUAGES)
numbers = st.integers(0, 8)


def step(name: str, *strategies: Any, **fixed: Any) -> st.SearchStrategy[tuple[str, Any, Any]]:
    return st.tuples(st.just(name), st.tuples(*strategies), st.just(fixed))


STEPS = st.one_of(
    step("edit", numbers),
    step("edit", numbers),
    step("publish_source", numbers),
    step("publish_source", numbers),
    step("enter", languages, st.integers(0, 8)),
    step("enter", languages, st.just(8)),
    step("blank", languages, numbers),
    step("remove", languages, numbers),
    step("save", languages, publish=False),
    step("save", languages, publish=True),
    step("publish_draft", languages, numbers),
    step("sync", numbers),
    step("move", numbers),
    step("unpublish", st.sampled_from(("en", *LANGUAGES))),
    step("delete", st.sampled_from((*LANGUAGES, *LANGUAGES, "en"))),
    step("submit", languages),
    step("type_in", languages, numbers),
    step("type_in", languages, numbers),
    step("confirm", languages, numbers),
    step("repeat", languages, numbers),
    step("exchange", languages, numbers, st.booleans()),
    step("exchange", languages, numbers, st.booleans()),
)


def run(action: Callable[[], Any]) -> Any:
    """With what is put off until the transaction is committed."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return action()


@pytest.mark.slow
@pytest.mark.parametrize("begun", [False, True], ids=["from the start", "once published"])
def test_no_order_of_events_breaks_a_translation(begun: bool, page_at: PageFinder) -> None:
    parent = page_at(f"{ARCHIVE}/mainstreaming")
    elsewhere = page_at(f"{ARCHIVE}/risk-assessment")

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        # A failing case is short enough to read; making it shorter takes minutes.
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(STEPS, min_size=4, max_size=12))
    def holds(steps: list[tuple[str, Any, Any]]) -> None:
        with transaction.atomic():
            world = ToolWorld(parent, elsewhere, run)
            if begun:
                for language in LANGUAGES:
                    world.enter(language, 8)
                    world.save(language, publish=True)
                assert set(world.shown()) == {"en", *LANGUAGES}
            for name, arguments, fixed in steps:
                check(world, name, arguments, fixed)
            transaction.set_rollback(True)

    holds()


def words(page: Shown) -> Shown:
    return {name: texts for name, texts in page.items() if name != "address"}


def check(world: ToolWorld, name: str, arguments: Any, fixed: Any) -> None:
    shown, approved, memory = world.shown(), world.approved(), world.memory()
    may_change = getattr(world, name)(*arguments, **fixed)
    after = world.shown()
    for language in LANGUAGES:
        assert SOURCE not in str(after.get(language)), f"English in {language} after {name}"
    for language in {"en", *LANGUAGES} - may_change:
        assert after.get(language) == shown.get(language), f"{name} changed {language}"
    for language in set(after) if name in WITHOUT_WORDS else ():
        assert words(after[language]) == words(shown[language]), f"{name} changed {language}"
    kept = world.approved()
    for record, text in approved.items():
        assert kept.get(record), f"{name} lost the approved “{text}”"
        if not may_change:
            assert kept[record] == text
    assert memory.keys() <= world.memory().keys(), f"{name} made the memory forget"
    world.check_tools()
    assert not any(Page.find_problems())
