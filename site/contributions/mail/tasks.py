"""Task that sends what is queued, in the background worker or a thread of the web process."""

from threading import Event, Lock

from django_tasks import task

from contributions.mail import sending

_running = Lock()
_asked_again = Event()


def send_soon() -> None:
    """Enqueues the sending."""
    send_queued.enqueue()


@task(backend="jobs")
def send_queued() -> None:
    """Sends what is queued; one sender in a process is enough for all that come meanwhile."""
    _asked_again.set()
    while _asked_again.is_set() and _running.acquire(blocking=False):
        try:
            _asked_again.clear()
            sending.send_queued()
        finally:
            _running.release()
