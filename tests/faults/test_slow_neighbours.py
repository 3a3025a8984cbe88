"""Production under slow work and silent neighbours: kept pages and health answers stay fast."""

import re
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import MakeSite
from tests.faults.database_copies import DatabaseCopies
from tests.printing.readers import needs_pango
from tests.servers.redis import Redis
from tests.servers.silent import silent_server
from tests.servers.site import Answer, Site

KEPT = "/en/"
HEALTH = "/healthz"
RESET = "/admin/password_reset/"
# Under a whole test run; `make bench` has the bar of 50 ms.
SECONDS = 2.0
# Installed in the server's processes, for the resolver is the system's.
SLOW_RESOLVER = """
import socket, time
stock = socket.getaddrinfo
def slow(host, *arguments, **named):
    if str(host).endswith(".slow.test"):
        time.sleep({seconds})
        host = "127.0.0.1"
    return stock(host, *arguments, **named)
socket.getaddrinfo = slow
socket.getfqdn = socket.gethostbyaddr = lambda *_: time.sleep({seconds})
"""
pytestmark = pytest.mark.slow
# Only the last test here asks the database under a name; to the others it is the same.
on_one_database = pytest.mark.only_on("sqlite")


def all_at_once(asks: list[Callable[[], Answer]]) -> list[Answer]:
    """The answers to requests that are sent together; kept pages and health are asked meanwhile."""
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda one=one: answers.append(one())) for one in asks]
    for thread in threads:
        thread.start()
    return answers


def slowest_meanwhile(site: Site, answers: list[Answer], number: int) -> float:
    """Seconds of the slowest kept page or health answer until `number` answers are there."""
    slowest = 0.0
    end = time.monotonic() + 60
    while len(answers) < number:
        assert time.monotonic() < end, f"{len(answers)} of {number} answers"
        for path in (KEPT, HEALTH):
            answer = site.get(path)
            assert answer.status == 200
            slowest = max(slowest, answer.seconds)
        time.sleep(0.05)
    return slowest


def warmed_up(site: Site) -> None:
    for _ in range(6):
        assert site.get(KEPT).status == 200
        site.get("/admin/login/")


@on_one_database
@needs_pango
def test_many_pdfs_at_once_hold_nobody_else(make_site: MakeSite) -> None:
    site = make_site()
    site.start()
    warmed_up(site)
    paths = [
        f"/{language}/{page}print{whole}.pdf?size={size}"
        for language in ("en", "es", "fr")
        for page in ("", "protocol/capacity-building/")
        for whole in ("", "/all")
        for size in ("normal", "large")
    ]
    answers = all_at_once([lambda path=path: site.get(path) for path in paths])
    assert slowest_meanwhile(site, answers, len(paths)) < SECONDS
    assert {answer.status for answer in answers} <= {200, 202, 503}
    assert any(answer.status == 202 for answer in answers)
    prepared(site, paths[0])


@on_one_database
def test_a_silent_mail_server_holds_nobody(make_site: MakeSite) -> None:
    """Fifty links for a new password are asked for while the mail server says nothing."""
    with silent_server() as port:
        site = make_site(SEND_MAIL="true", EMAIL_URL=f"smtp://127.0.0.1:{port}")
        account = (
            "from django.contrib.auth import get_user_model as model;"
            "model().objects.create_superuser('mailed', 'editor@example.org', 'a long password')"
        )
        site.manage("shell", "--verbosity=0", "--command", account)
        site.start()
        warmed_up(site)
        form = site.get(RESET)
        cookie = form.headers["Set-Cookie"].partition(";")[0]
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)[0]
        fields = {"email": "editor@example.org", "csrfmiddlewaretoken": token}
        asks = [lambda: site.post(RESET, fields, {"Cookie": cookie})] * 50
        answers = all_at_once(asks)
        assert slowest_meanwhile(site, answers, len(asks)) < SECONDS
        waiting = "from jobs.models import WaitingMail; print(WaitingMail.objects.count())"
        count = site.manage("shell", "--verbosity=0", "--command", waiting).split()[-1]
    assert int(count) == [answer.status for answer in answers].count(302) > 0
    assert max(answer.seconds for answer in answers) < 2 * SECONDS
    assert {answer.status for answer in answers} <= {302, 429}


def prepared(site: Site, path: str) -> None:
    """A reader who comes back gets the PDF in the end."""
    end = time.monotonic() + 120
    while (answer := site.get(path)).status != 200:
        # Where too many wait already, as long as the others are made, it says when to come back.
        is_asked_back = answer.status == 503 and int(answer.headers["Retry-After"]) > 0
        assert is_asked_back or answer.headers["Refresh"] == "3"
        assert time.monotonic() < end
        time.sleep(1)
    assert answer.headers["Content-Type"] == "application/pdf"


def bucket(endpoint: str) -> dict[str, str]:
    """The variables of a bucket at `endpoint`."""
    return {
        "MEDIA_BUCKET": "uploads",
        "MEDIA_BUCKET_URL": "https://uploads.example.org",
        "MEDIA_BUCKET_ENDPOINT": endpoint,
        "MEDIA_BUCKET_REGION": "eu-west-1",
        "MEDIA_BUCKET_KEY": "key",
        "MEDIA_BUCKET_SECRET": "secret",
    }


@on_one_database
@pytest.mark.parametrize("fault", ["silent", "name"])
def test_a_bucket_that_does_not_answer_is_waited_for_once(
    make_site: MakeSite, folder: Path, fault: str
) -> None:
    pytest.importorskip("storages")
    (folder / "bucket").mkdir(exist_ok=True)
    (folder / "bucket/sitecustomize.py").write_text(SLOW_RESOLVER.format(seconds=60))
    with silent_server() as port:
        host = "127.0.0.1" if fault == "silent" else "bucket.slow.test"
        site = make_site(PYTHONPATH=str(folder / "bucket"), **bucket(f"http://{host}:{port}"))
        # As in a process that serves readers.
        program = (
            "import config.wsgi, time\n"
            "from django.core.files.storage import default_storage as s\n"
            "began = time.monotonic()\n"
            "for _ in range(20):\n"
            "    try: s.open('documents/x.pdf').read()\n"
            "    except Exception as error: print(type(error).__name__, time.monotonic() - began)\n"
        )
        answers = site.manage("shell", "--verbosity=0", "--command", program).split()[-40:]
    assert set(answers[::2]) == {"EndpointConnectionError"}
    # Only the first waited.
    assert float(answers[-1]) < 15


RESOLVER_SECONDS = 15


def test_a_slow_resolver_holds_no_reader(
    make_site: MakeSite, copies: DatabaseCopies, database: str, redis_server: Redis, folder: Path
) -> None:
    """Every outside service has a name, whose address takes many seconds."""
    (folder / "slow").mkdir()
    (folder / "slow/sitecustomize.py").write_text(SLOW_RESOLVER.format(seconds=RESOLVER_SECONDS))
    site = make_site(
        PYTHONPATH=str(folder / "slow"),
        DATABASE_URL=copies.url(database).replace("127.0.0.1", "database.slow.test"),
        REDIS_URL=redis_server.url.replace("127.0.0.1", "cache.slow.test"),
        SEND_MAIL="true",
        EMAIL_URL="smtp://mail.slow.test:25",
        SENTRY_DSN="https://key@sentry.slow.test/1",
        **bucket("http://bucket.slow.test:9"),
    )
    site.start()
    # Until the workers have loaded the site.
    site.get(HEALTH)
    began = time.monotonic()
    answers: list[Answer] = []
    while time.monotonic() < began + RESOLVER_SECONDS + 3:
        answers += [site.get(path) for path in (KEPT, HEALTH, "/fr/search/?q=risques", RESET)]
        time.sleep(0.2)
    # Two of them are waited for, for a second each: the database and the cache. The rest is the
    # first page of a worker on a busy machine.
    assert max(answer.seconds for answer in answers) < RESOLVER_SECONDS / 2
    assert {answer.status for answer in answers} <= {200, 503}
    # Then everything is well by itself.
    end = time.monotonic() + 20
    while site.get(KEPT).headers["X-Cache"] != "hit" or site.get(RESET).status != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
