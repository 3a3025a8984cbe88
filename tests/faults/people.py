"""Somebody who is signed in, as a browser would show it."""

from dataclasses import dataclass

TOKEN = "t" * 32


@dataclass(frozen=True)
class Person:
    session: str
    """The key of the session, which every copy of the database knows."""

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
