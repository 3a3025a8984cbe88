"""Dockerfile and compose file, read as an engine reads them; there is none to ask."""

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Stage:
    image: str
    name: str
    instructions: list[tuple[str, str]]
    """Keyword and what follows it, in order."""

    def all(self, keyword: str) -> list[str]:
        return [rest for word, rest in self.instructions if word == keyword]

    @property
    def environment(self) -> dict[str, str]:
        pairs = (pair for line in self.all("ENV") for pair in shlex.split(line))
        return {name: value for name, _, value in (pair.partition("=") for pair in pairs)}

    @property
    def sources(self) -> list[str]:
        """What it copies from the folder of the Dockerfile."""
        lines = [line.split() for line in self.all("COPY") if not line.startswith("--from")]
        return [source for line in lines for source in line[:-1]]

    @property
    def command(self) -> list[str]:
        return list(json.loads(self.all("CMD")[-1]))


def stages() -> list[Stage]:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    text = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    found: list[Stage] = []
    for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines():
        keyword, _, rest = line.strip().partition(" ")
        if keyword == "FROM":
            image, _, name = rest.partition(" AS ")
            found.append(Stage(image, name, []))
        elif keyword:
            found[-1].instructions.append((keyword, rest.strip()))
    return found


def services(**variables: str) -> dict[str, Any]:
    """The services of the compose file, with the variables of an `.env` filled in.

    Raises KeyError with the file's own message where one that it asks for is missing.
    """
    text = (ROOT / "compose.yaml").read_text()

    def value(found: re.Match[str]) -> str:
        name, kind, word = found.groups()
        if variables.get(name):
            return variables[name]
        if kind == ":-":
            return word
        raise KeyError(f"{name}: {word}")

    filled = re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", value, text)
    found: dict[str, Any] = yaml.safe_load(filled)["services"]
    return found
