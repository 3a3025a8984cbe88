#!/usr/bin/env python
"""Django's command line, with the packages under `site/` importable."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Run a management command, with `config.settings.dev` unless another module is set."""
    # `site` is a plain folder: Python's own module owns the name, so it goes on the path instead.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
