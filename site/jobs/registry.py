"""Registry of the kinds of background jobs.

    @job("archive-conference", _("Archiving a conference"))
    def archive(progress: Progress, *, conference_id: int) -> None: ...

The module must be imported when the apps are ready. The function takes JSON values as keyword
arguments. It works in steps of a few seconds at most, each in a transaction of its own, and calls
`progress.advance()` after each. Called again after a failure, it does only what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from jobs.progress import Progress

JobFunction = Callable[..., None]
"""Called as `function(progress, **arguments)`."""


@dataclass(frozen=True)
class JobKind:
    """A registered kind of job."""

    name: str
    label: str | Promise
    function: JobFunction


_kinds: dict[str, JobKind] = {}


def job(name: str, label: str | Promise) -> Callable[[JobFunction], JobFunction]:
    """Registers a function as a kind of job; `label` describes the work to its owner.

    Raises ValueError where another function has the name.
    """

    def register(function: JobFunction) -> JobFunction:
        if name in _kinds and _kinds[name].function is not function:
            raise ValueError(f"Two kinds of work want the name {name!r}.")
        _kinds[name] = JobKind(name, label, function)
        return function

    return register


def get_kind(name: str) -> JobKind:
    """Returns the kind with that name. Raises LookupError where no app registers it."""
    try:
        return _kinds[name]
    except KeyError as error:
        raise LookupError(f"There is no work of the kind {name!r}.") from error


def run(progress: "Progress", name: str, arguments: dict[str, Any]) -> None:
    """Calls the function of the kind `name`. Raises LookupError for an unknown kind."""
    get_kind(name).function(progress, **arguments)
