"""Thread paths of contributions: materialized paths of numbers that sort as text.

`000000930` begins a thread, `000000930/000000931` answers it. Paths of a session, sorted as
texts, are its threads one after the other, each reply below what it answers.
"""

from contributions.models import Contribution

WIDTH = 9
# What is deeper is listed at this depth, below the same contribution.
MAX_DEPTH = 40


def path_below(parent: Contribution | None, number: int) -> str:
    """Return the thread path of a contribution below `parent`, at most MAX_DEPTH levels deep."""
    own = f"{number:0{WIDTH}d}"
    if parent is None:
        return own
    above = parent.thread_path.split("/")[:MAX_DEPTH]
    return "/".join([*above, own])


def first_number(contribution: Contribution) -> int:
    """The number of the contribution that began the thread."""
    return int(contribution.thread_path.partition("/")[0])
