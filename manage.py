#!/usr/bin/env python
"""Django's command line, with the packages under `site/` importable."""

import gc
import os
import sys
from pathlib import Path


def main() -> None:
    """Run a management command, with `config.settings.dev` unless another module is set."""
    # `site` is a plain folder: Python's own module owns the name, so it goes on the path instead.
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    # Looking for garbage among all that a site has loaded takes a tenth of a command's time.
    gc.set_threshold(100_000, 50, 50)
    if _only_watches():
        from django.utils import autoreload

        autoreload.run_with_reloader(lambda: None)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _only_watches() -> bool:
    """Whether this process only starts the server again when it ends because code has changed.

    Stock Django sets the site up in that process, too.
    """
    is_child = os.environ.get("RUN_MAIN") == "true"
    return sys.argv[1:2] == ["runserver"] and "--noreload" not in sys.argv and not is_child


if __name__ == "__main__":
    main()
