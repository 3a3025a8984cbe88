"""The addresses below sessions and conferences at which contributions are read."""

from wagtail.models import Page

from contributions import conferences
from contributions.reading import addresses, views
from core import routes

NUMBER = r"[1-9]\d{0,8}"


def connect() -> None:
    conferences.when_registered(_hang)


def _hang(session_page: type[Page], conference_page: type[Page]) -> None:
    routes.register(addresses.NAME, views.of_session, below=session_page, takes=NUMBER)
    routes.register(addresses.NAME, views.of_conference, below=conference_page, takes=NUMBER)
