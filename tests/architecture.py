"""Draws the packages of docs/architecture.md from the import contracts in pyproject.toml.

`python -m tests.architecture` writes it again.
"""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "architecture.md"
START, END = "<!-- packages: begin -->\n", "<!-- packages: end -->\n"


def picture() -> str:
    """Every contract as a Mermaid flow chart: what stands above may import what stands below."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return "\n".join(_chart(contract) for contract in contracts if contract["type"] == "layers")


def updated(document: str) -> str:
    """The document with today's picture between its two marks."""
    before, _, rest = document.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{picture()}{END}{after}"


def _chart(contract: dict[str, Any]) -> str:
    rows = [layer.replace(":", "|").split("|") for layer in contract["layers"]]
    names = [" · ".join(name.strip(" ()") for name in row) for row in rows]
    boxes = [f'    l{number}["{name}"]' for number, name in enumerate(names)]
    arrows = [f"    l{number} --> l{number + 1}" for number in range(len(names) - 1)]
    lines = [f"{contract['name']}:\n", "```mermaid", "flowchart TD", *boxes, *arrows, "```\n"]
    return "\n".join(lines)


if __name__ == "__main__":
    DOCUMENT.write_text(updated(DOCUMENT.read_text()))
