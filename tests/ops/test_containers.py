"""The image and the services of the compose file, their commands run in a clean environment."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest

from tests.ops.container_files import ROOT, services, stages
from tests.ops.cuttable_connection import Line
from tests.ops.databases import copy_of_the_site

HOST = "conferences.example.org"
FILLED_IN = {
    "SECRET_KEY": "k3J9-qvT2mZ8xWc5LrN7yBd4HsF6gPa1eUoI0tRjVbQnXwMlKz",
    "DATABASE_PASSWORD": "secret",
    "ALLOWED_HOSTS": HOST,
    "PUBLIC_BASE_URL": f"https://{HOST}",
    "SEND_MAIL": "false",
    "WEB_CONCURRENCY": "1",
}
OURS = ("migrate", "web", "worker", "scheduler", "housekeeping")


def test_the_image_is_built_in_two_stages_and_does_not_run_as_root() -> None:
    build, final = stages()
    assert build.image == final.image == "python:3.11-slim-trixie"
    assert any("pip install" in line for line in build.all("RUN"))
    assert not any("pip install" in line for line in final.all("RUN"))
    assert final.instructions[-4:][0] == ("USER", "capacity")
    assert final.command == ["gunicorn"]
    assert "libpango-1.0-0" in final.all("RUN")[0]
    assert "container_healthcheck.py" in final.all("HEALTHCHECK")[0]
    port = final.environment["BIND"].rpartition(":")[2]
    assert final.all("EXPOSE") == [port]


def test_what_the_image_copies_is_there_and_let_through() -> None:
    wanted = {source for stage in stages() for source in stage.sources}
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    let_through = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert "*" in lines
    assert wanted - {"./"} == let_through
    assert all((ROOT / name).exists() for name in wanted)
    assert "**/.env" in lines


def test_the_services_start_in_order_with_few_rights_and_no_secret_of_their_own() -> None:
    found = services(**FILLED_IN)
    assert set(found) == {"database", "cache", *OURS, "nginx"}
    for name in OURS:
        assert found[name]["read_only"]
        assert found[name]["cap_drop"] == ["ALL"]
        assert found[name]["environment"]["TASK_WORKER"] == "database"
    for name in ("web", "worker", "scheduler", "housekeeping"):
        waits = found[name]["depends_on"]["migrate"]["condition"]
        assert waits == "service_completed_successfully"
    assert "ports" not in found["database"] | found["cache"] | found["web"]
    for name in ("SECRET_KEY", "DATABASE_PASSWORD", "ALLOWED_HOSTS", "PUBLIC_BASE_URL"):
        with pytest.raises(KeyError, match=name):
            services(**(FILLED_IN | {name: ""}))


@dataclass(frozen=True)
class Container:
    """The image's files in a folder, and the environment that image and service give a process."""

    folder: Path
    environment: dict[str, str]

    def run(self, command: list[str] | str) -> subprocess.CompletedProcess[str]:
        finished = subprocess.run(
            command if isinstance(command, list) else ["sh", "-c", command],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        return finished

    @property
    def port(self) -> int:
        return int(self.environment["BIND"].rpartition(":")[2])

    def get(self, path: str, **headers: str) -> HTTPResponse:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=60)
        asked.request("GET", path, headers={"Host": HOST, "X-Forwarded-Proto": "https"} | headers)
        return asked.getresponse()

    @contextmanager
    def started(self, command: list[str], said: Path) -> Iterator[None]:
        with said.open("wb") as output:
            process = subprocess.Popen(
                command, cwd=self.folder, env=self.environment, stdout=output, stderr=output
            )
            try:
                yield
            finally:
                process.send_signal(signal.SIGTERM)
                process.wait(30)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def container(folder: Path, described: dict[str, Any], line: Line, cache: int) -> Container:
    """As the engine would make it, with this machine's addresses in the place of its names."""
    _build, final = stages()
    for name in final.sources:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    given = final.environment | services(**FILLED_IN)["web"]["environment"]
    places = {
        "/app/": f"{folder}/",
        "/venv/bin:$PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "0.0.0.0:8000": f"127.0.0.1:{free_port()}",
        "capacity:secret@database:5432/capacity": (
            f"{described['USER']}:{described['PASSWORD']}@127.0.0.1:{line.port}/{described['NAME']}"
        ),
        "redis://cache:6379": f"redis://127.0.0.1:{cache}",
    }
    for placed, here in places.items():
        given = {name: str(value).replace(placed, here) for name, value in given.items()}
    (folder / "var").mkdir()
    return Container(folder, given)


@pytest.mark.only_on("postgresql")
def test_every_command_of_the_compose_file_works_and_the_site_outlives_its_database(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    """One long story, because starting costs most: built, migrated, served, cut off, well again."""
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed")
    (tmp_path / "app").mkdir()
    with django_db_blocker.unblock(), copy_of_the_site(tmp_path) as described:
        line = Line((described["HOST"], int(described["PORT"] or 5432)))
        cache = free_port()
        site = container(tmp_path / "app", described, line, cache)
        found = services(**FILLED_IN)
        here = ["--port", str(cache), "--bind", "127.0.0.1"]

        site.run(stages()[1].all("RUN")[-1])
        site.run(found["migrate"]["command"])
        site.run(found["scheduler"]["command"][-1].split("do ")[1].split(" ||")[0])
        said = tmp_path / "said"
        with (
            site.started(found["cache"]["command"] + here, tmp_path / "said-by-redis"),
            site.started(found["web"]["command"], said),
        ):
            wait_until(lambda: is_well(site, found["web"]["healthcheck"]["test"][1:]), 120)
            reads_as_promised(site)
            line.cut()
            says_when_to_come_back(site)
            line.mend()
            wait_until(lambda: site.get("/fr/search/?q=x").status == 200, 5)
        for written in said.read_text().splitlines():
            assert {"time", "level", "logger", "message"} <= json.loads(written).keys()


def is_well(site: Container, probe: list[str]) -> bool:
    checked = subprocess.run(probe, cwd=site.folder, env=site.environment, check=False)
    return checked.returncode == 0


def wait_until(holds: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.3)


def reads_as_promised(site: Container) -> None:
    page = site.get("/en/")
    html = page.read().decode()
    assert page.status == 200
    assert page.headers["X-Request-ID"]
    sheet = next(word for word in html.split('"') if word.endswith(".css"))
    style = site.get(sheet, **{"Accept-Encoding": "gzip"})
    assert style.headers["Content-Encoding"] == "gzip"
    assert "immutable" in style.headers["Cache-Control"]
    assert site.get("/en/", Host="other.example.org").status == 400
    assert site.get("/healthz", Host="10.0.0.7").status == 200
    assert json.loads(site.get("/readyz").read())["checks"]["database"] == "ok"
    plain = site.get("/en/", **{"X-Forwarded-Proto": "http"})
    assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/en/")


def says_when_to_come_back(site: Container) -> None:
    began = time.monotonic()
    away = site.get("/fr/search/?q=x")
    assert time.monotonic() - began < 2
    assert away.status == 503
    assert away.headers["Retry-After"] == "30"
    assert '<html lang="fr"' in away.read().decode()
    assert site.get("/healthz").status == 200
    ready = site.get("/readyz")
    assert ready.status == 503
    assert json.loads(ready.read())["checks"]["database"] == "unreachable"
