"""Journal of a batch: which of its mails have been handed to the mail server.

A sender notes each mail in a file before it hands it over, which costs no query. After a kill, what
is not in the file is sent by the next sender, and the last one in it is never sent again.
"""

from pathlib import Path
from uuid import UUID

from django.conf import settings


class Journal:
    """The file of one batch."""

    def __init__(self, batch: UUID) -> None:
        self.path = Path(settings.CONTRIBUTIONS_MAIL_JOURNALS) / f"{batch.hex}.txt"

    def begin(self) -> None:
        """Creates the file. A batch without one was taken on another machine."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.touch()

    def note(self, mail: int) -> None:
        """Writes that the mail with this primary key is handed over next."""
        with self.path.open("a", encoding="ascii") as file:
            file.write(f"{mail}\n")

    def handed_over(self) -> list[int] | None:
        """The primary keys in their order; None where there is no file."""
        if not self.path.exists():
            return None
        lines = self.path.read_text(encoding="ascii").split("\n")
        # A line without its end was never handed over: the note is written first.
        return [int(line) for line in lines[:-1]]

    def end(self) -> None:
        """Deletes the file; what became of each mail is in the database by now."""
        self.path.unlink(missing_ok=True)
