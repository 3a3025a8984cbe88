"""Machine translation by one engine of one's own: a program or an HTTP address; off by default.

    if machine.is_configured():
        machine.suggest(["Each Party …"], "en", "fr", [Term("Party", "Partie")])  # → ["Chaque …"]

`suggest` raises MachineError, whose text tells users what failed. Nothing leaves the site unless
MACHINE_TRANSLATION_COMMAND or MACHINE_TRANSLATION_URL is set. A suggestion is never a translation:
who uses one shows it as such, and lets a person decide.
"""

from translation.machine.engine_client import MachineError, Term, is_configured, suggest

__all__ = ["MachineError", "Term", "is_configured", "suggest"]
