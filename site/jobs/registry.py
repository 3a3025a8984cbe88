"""The kinds of work that can be done in the background.

    @job("archive-conference", _("Archiving a conference"))
    def archive(progress: Progress, *, conference_id: int) -> None: ...

The module must be imported when the apps are ready. A function takes JSON values by name. It does
its work in steps of a few seconds at most, each in a transaction of its own, and says so with
`progress.step()`; called again after a failure, it does only what is missing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from jobs.progress import Progress

Work = Callable[..., None]
"""Called as `work(progress, **arguments)`."""


@dataclass(frozen=True)
class Kind:
    name: str
    label: str | Promise
    work: Work


_kinds: dict[str, Kind] = {}


def job(name: str, label: str | Promise) -> Callable[[Work], Work]:
    """Registers a function as a kind of work; `label` says to its owner what is being done.

    Raises ValueError where the name is taken by another function.
    """

    def register(work: Work) -> Work:
        if name in _kinds and _kinds[name].work is not work:
            raise ValueError(f"Two kinds of work want the name {name!r}.")
        _kinds[name] = Kind(name, label, work)
        return work

    return register


def kind(name: str) -> Kind:
    """Raises LookupError where no app of this installation knows the kind."""
    try:
        return _kinds[name]
    except KeyError as error:
        raise LookupError(f"There is no work of the kind {name!r}.") from error


def run(progress: "Progress", name: str, arguments: dict[str, Any]) -> None:
    kind(name).work(progress, **arguments)
