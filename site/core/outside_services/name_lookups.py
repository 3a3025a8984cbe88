"""Limits how long a thread waits for the address of a host name, in processes that serve readers.

No client library has a time limit for this: Redis, the bucket and PostgreSQL may have names, and
while the resolver hangs, each new connection would hold a thread for many seconds.
"""

import socket
import threading
import time
from collections.abc import Callable
from typing import Any

# A thread waits for so long for an address that is not known, or older than FRESH_SECONDS.
SECONDS = 1.0
FRESH_SECONDS = 30.0
MOST_KNOWN = 1000
# Lookups that have not ended; beyond them, unknown names fail at once.
MOST_PENDING = 50
Lookup = Callable[..., list[Any]]
Question = tuple[Any, ...]


class _Pending:
    """A lookup in a thread of its own, for all who wait for the same name."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.ended = threading.Event()
        self.error: OSError | None = None


class LimitedLookups:
    """Replacement for `socket.getaddrinfo`, with the same arguments and answers.

    A lookup that hangs is waited for by those who ask in its first SECONDS, then by nobody: they
    get the last known answer or, where there is none, `socket.gaierror` (try again).
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._guard = threading.Lock()
        self._pending: dict[Question, _Pending] = {}
        self._known: dict[Question, tuple[float, list[Any]]] = {}

    def __call__(
        self,
        host: Any,
        port: Any,
        family: int = 0,
        type: int = 0,  # noqa: A002 - as in socket.getaddrinfo
        proto: int = 0,
        flags: int = 0,
    ) -> list[Any]:
        """Returns the addresses of `host`. Raises OSError where there are none, or none in time."""
        question = (host, port, family, type, proto, flags)
        if not host or _is_address(host):
            return self._lookup(*question)
        known = self._known.get(question)
        if known and time.monotonic() - known[0] < FRESH_SECONDS:
            return known[1]
        return self._waited_for(question)

    def _waited_for(self, question: Question) -> list[Any]:
        pending = self._begun(question)
        if pending is not None:
            pending.ended.wait(max(0.0, pending.began + SECONDS - time.monotonic()))
        error = pending.error if pending else None
        known = self._known.get(question)
        # That the resolver has no answer now says nothing against the last one.
        if error is not None and (known is None or error.errno != socket.EAI_AGAIN):
            raise error
        if known is None:
            raise socket.gaierror(socket.EAI_AGAIN, "The resolver does not answer.")
        return known[1]

    def _begun(self, question: Question) -> _Pending | None:
        """The lookup that is under way, or a new one; None where there are too many."""
        with self._guard:
            pending = self._pending.get(question)
            if pending is None and len(self._pending) < MOST_PENDING:
                pending = self._started(question)
            return pending

    def _started(self, question: Question) -> _Pending | None:
        """A lookup in a new thread; None where the system has no more threads."""
        pending = _Pending()
        try:
            threading.Thread(target=self._run, args=(question, pending), daemon=True).start()
        except RuntimeError:
            # What is not under way must not be waited for by all who ask later.
            return None
        self._pending[question] = pending
        return pending

    def _run(self, question: Question, pending: _Pending) -> None:
        try:
            answer = self._lookup(*question)
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[question] = (time.monotonic(), answer)
        except OSError as error:
            pending.error = error
        finally:
            with self._guard:
                del self._pending[question]
            pending.ended.set()


def _is_address(host: Any) -> bool:
    text = host.decode(errors="replace") if isinstance(host, bytes) else str(host)
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, text.partition("%")[0])
        except OSError:
            continue
        return True
    return False
