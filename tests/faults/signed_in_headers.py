"""Session and CSRF headers of a signed-in user."""

from dataclasses import dataclass

TOKEN = "t" * 32


@dataclass(frozen=True)
class SignedInUser:
    """A user with a session in every copy of the database."""

    session: str
    """Session key."""

    @property
    def headers(self) -> dict[str, str]:
        """Request headers with session and CSRF token."""
        return {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
        }
