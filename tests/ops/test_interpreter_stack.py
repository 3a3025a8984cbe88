"""However deep a request's calls go, none of them asks the system for memory."""

from collections.abc import Callable
from resource import RUSAGE_SELF, getrusage
from typing import Any

from ops.interpreter_stack import WithRoom

CALLS, DEPTH = 300, 400


def test_no_depth_of_calls_is_dearer_than_another() -> None:
    faults: list[int] = []

    def respond(_environ: Any, _start_response: Any) -> list[bytes]:
        faults.extend(at_depth(depth, page_faults_of_calls) for depth in range(DEPTH))
        return [b"answer"]

    assert WithRoom(respond)({}, None) == [b"answer"]
    assert len(faults) == DEPTH
    assert max(faults) < CALLS / 3


def at_depth(depth: int, function: Callable[[], int]) -> int:
    return at_depth(depth - 1, function) if depth else function()


def page_faults_of_calls() -> int:
    before = getrusage(RUSAGE_SELF).ru_minflt
    for _call in range(CALLS):
        leaf()
    return getrusage(RUSAGE_SELF).ru_minflt - before


def leaf() -> None:
    pass
