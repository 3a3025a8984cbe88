"""Production under slow work and silent neighbours: kept pages and health answers stay fast."""

import re
import threading
import time
from collections.abc import Callable

import pytest

from tests.faults.conftest import MakeSite
from tests.printing.readers import needs_pango
from tests.servers.silent import silent_server
from tests.servers.site import Answer, Site

KEPT = "/en/"
HEALTH = "/healthz"
RESET = "/admin/password_reset/"
# Under a whole test run; `make bench` has the bar of 50 ms.
SECONDS = 2.0
pytestmark = pytest.mark.slow


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
        time.sleep(0.02)
    return slowest


def warmed_up(site: Site) -> None:
    for _ in range(6):
        assert site.get(KEPT).status == 200
        site.get("/admin/login/")


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
        assert answer.headers["Refresh"] == "3"
        assert time.monotonic() < end
        time.sleep(1)
    assert answer.headers["Content-Type"] == "application/pdf"


def test_a_silent_bucket_is_waited_for_once(make_site: MakeSite) -> None:
    pytest.importorskip("storages")
    with silent_server() as port:
        site = make_site(
            MEDIA_BUCKET="uploads",
            MEDIA_BUCKET_URL="https://uploads.example.org",
            MEDIA_BUCKET_ENDPOINT=f"http://127.0.0.1:{port}",
            MEDIA_BUCKET_REGION="eu-west-1",
            MEDIA_BUCKET_KEY="key",
            MEDIA_BUCKET_SECRET="secret",
        )
        program = (
            "import time; from django.core.files.storage import default_storage as s\n"
            "began = time.monotonic()\n"
            "for _ in range(20):\n"
            "    try: s.open('documents/x.pdf').read()\n"
            "    except Exception as error: print(type(error).__name__, time.monotonic() - began)\n"
        )
        answers = site.manage("shell", "--verbosity=0", "--command", program).split()[-40:]
    assert set(answers[::2]) == {"EndpointConnectionError"}
    # Only the first waited.
    assert float(answers[-1]) < 15
