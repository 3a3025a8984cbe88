"""The sample files for a Debian server, read by the programs that they are for."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
CERTIFICATE = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-days", "2")


@pytest.mark.parametrize("name", ["site.conf", "compose.conf"])
def test_nginx_takes_its_configuration(name: str, tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/bin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = ["openssl", *CERTIFICATE, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(made, capture_output=True, check=True)
    places = {
        "site-snippets/": f"{tmp_path}/",
        "/etc/letsencrypt/live/conferences.example.org/": f"{tmp_path}/",
        "/var/log/nginx/": f"{tmp_path}/",
        "/var/lib/nginx/": f"{tmp_path}/",
        "/var/cache/nginx/": f"{tmp_path}/",
        "server web:8000": "server 127.0.0.1:8000",
    }
    for path in [DEPLOY / "nginx" / name, *(DEPLOY / "nginx/snippets").iterdir()]:
        text = path.read_text()
        for placed, here in places.items():
            text = text.replace(placed, here)
        (tmp_path / ("server.conf" if path.name == name else path.name)).write_text(text)
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid; events {{}} http {{ include {tmp_path}/server.conf; }}")
    checked = subprocess.run([nginx, "-t", "-c", str(main)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", ["site.conf", "compose.conf"])
def test_figures_and_documents_are_not_reached_past_the_site(name: str) -> None:
    text = (DEPLOY / "nginx" / name).read_text() + (
        DEPLOY / "nginx/snippets/locations.conf"
    ).read_text()
    assert re.search(r"location = /metrics \{ return 404; \}", text)
    for folder in ("documents", "original_images"):
        assert re.search(rf"location /media/{folder}/ \{{ return 404; \}}", text)
    assert text.index("location /media/documents/") < text.index("location /media/ {")
    media = (DEPLOY / "nginx/snippets/media.conf").read_text()
    assert "X-Content-Type-Options nosniff" in media
    assert "sandbox" in media
    log = (DEPLOY / "nginx/snippets/http.conf").read_text()
    assert "$uri" in log
    assert not re.search(r"log_format.*\$(remote_addr|request_uri|args|request\b)", log)


def test_systemd_takes_the_units_once_the_site_is_in_its_place(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    python = tmp_path / "srv/site/current/.venv/bin/python"
    python.parent.mkdir(parents=True)
    for path in (python, python.with_name("gunicorn")):
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    report = tmp_path / "srv/site/current/deploy/report_failure.sh"
    report.parent.mkdir()
    shutil.copy(DEPLOY / "report_failure.sh", report)
    units = []
    for path in sorted((DEPLOY / "systemd").iterdir()):
        units.append(tmp_path / path.name)
        units[-1].write_text(path.read_text().replace("/srv/site", f"{tmp_path}/srv/site"))
    checked = subprocess.run(
        ["systemd-analyze", "verify", *map(str, units)], capture_output=True, text=True
    )
    faults = [line for line in checked.stderr.splitlines() if str(tmp_path) in line]
    assert checked.returncode == 0, checked.stderr
    assert faults == []


@pytest.mark.parametrize(
    ("answers", "in_use"),
    [
        # The new one is ready in time; asked for once more, as gunicorn may have ignored it.
        ("1 2", "2"),
        # Too late, and it sees that it was given up.
        ("1 1 1 1 1 1 1 1 1", "1"),
        # Too late, but it had taken the socket over before it was given up.
        ("1 1 1 1 1 1 2 2 2", "2"),
        # It took over and is not ready: the former one is fetched back.
        ("1 1 1 1 1 1 - - - 1", "1"),
    ],
)
def test_the_link_names_the_release_that_answers_in_the_end(
    answers: str, in_use: str, tmp_path: Path
) -> None:
    """`deploy/release.sh` asks once a second; which release answers is written beforehand."""
    for name in ("1", "2"):
        folder = tmp_path / "releases" / name
        for program in (folder / ".venv/bin/python", folder / "deploy/manage.sh"):
            _write_program(program, "exit 0")
    shutil.copy(DEPLOY / "release.sh", tmp_path / "release.sh")
    (tmp_path / "current").symlink_to("releases/1")
    (tmp_path / "var").mkdir()
    (tmp_path / ".env").write_text('BIND="127.0.0.1:8123"\n')
    (tmp_path / "answers").write_text("".join(f"{one}\n" for one in answers.split()))
    ask = f"one=$(head -1 {tmp_path}/answers); sed -i 1d {tmp_path}/answers\n"
    log = f'echo "$@" >> {tmp_path}/asked\n'
    _write_program(tmp_path / "bin/curl", f"{log}{ask}echo '{{\"release\": \"'$one'\"}}'")
    _write_program(tmp_path / "bin/sleep", "exit 0")
    _write_program(tmp_path / "bin/reload", f"echo x >> {tmp_path}/reloads")
    environment = {
        "PATH": f"{tmp_path}/bin:/usr/bin:/bin",
        "SITE_ROOT": str(tmp_path),
        "SITE_USER": "",
        "RELOAD_WEB": f"{tmp_path}/bin/reload",
        "RESTART_WORKER": "true",
        "READY_SECONDS": "6",
    }
    command = ["sh", str(tmp_path / "release.sh"), "2"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (tmp_path / "current").resolve().name == in_use, done.stderr
    assert (done.returncode == 0) == (in_use == "2")
    assert (tmp_path / "answers").read_text() == ""
    assert len((tmp_path / "reloads").read_text().splitlines()) > 1
    asked = (tmp_path / "asked").read_text().splitlines()
    assert all(line.endswith(" http://127.0.0.1:8123/readyz") for line in asked)


def test_the_script_of_releases_says_how_it_is_called_wherever_it_stands(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "SITE_ROOT": str(tmp_path)}
    command = ["sh", str(DEPLOY / "release.sh")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "")
    assert "deploy/release.sh --back" in done.stdout
    assert all(line.startswith("#") for line in done.stdout.splitlines())


def _write_program(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
