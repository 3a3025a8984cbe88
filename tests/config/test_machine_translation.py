"""The settings of the engine for machine suggestions are checked when the site starts."""

import sys

import pytest

from config.settings.machine_translation import faults_in

URL = "https://translate.example.org/translate"


@pytest.mark.parametrize(
    ("command", "url"),
    [
        ("", ""),
        (f"{sys.executable} -m engine --model 'a b'", ""),
        ("", URL),
        ("", "http://127.0.0.1:5000/translate"),
        ("", "http://10.0.0.7/translate"),
        ("", "http://[::1]:5000/translate"),
        ("", "http://translator:5000/translate"),
    ],
)
def test_a_program_or_an_address_near_by_or_encrypted_is_taken(command: str, url: str) -> None:
    assert faults_in(command, url, 10) == []


@pytest.mark.parametrize(
    ("command", "url", "seconds", "fault"),
    [
        (sys.executable, URL, 10, "not both"),
        ("/missing/engine", "", 10, "program"),
        ("engine 'unclosed", "", 10, "cannot be read"),
        ("", "translate.example.org", 10, "must be an address"),
        ("", "ftp://translate.example.org", 10, "must be an address"),
        ("", "https://user:password@translate.example.org", 10, "must be an address"),
        ("", "https://[broken", 10, "must be an address"),
        ("", "http://translate.example.org/translate", 10, "https"),
        ("", "http://0.0.0.0/translate", 10, "https"),
        ("", URL, 0, "SECONDS"),
        ("", URL, 61, "SECONDS"),
    ],
)
def test_faults_are_named(command: str, url: str, seconds: float, fault: str) -> None:
    [found] = faults_in(command, url, seconds)
    assert fault in found
