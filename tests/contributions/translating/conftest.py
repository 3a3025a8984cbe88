"""A Spanish contribution, and people who translate it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

import pytest

from contributions.conference_registry import Conference
from contributions.models import Contribution, ContributionTranslation, Participant
from contributions.translating import steps
from contributions.translating.segments import Segment, sources_of
from tests.contributions.conftest import posted

SPANISH = "Primer párrafo con #2.\n\nSegundo párrafo, con un **detalle**."
FRENCH = ("Un titre", "Premier paragraphe avec #2.", "Deuxième paragraphe, avec un **détail**.")


@pytest.fixture
def spanish(conference: Conference, ada: Participant) -> Contribution:
    return posted(conference, ada, language="es", title="Un título", text=SPANISH)


@pytest.fixture
def staff(db: None) -> User:
    return User.objects.create_superuser("chief-translator", "t@example.org")


def translate(
    contribution: Contribution,
    by: Any,
    language: str = "fr",
    texts: tuple[str, ...] = FRENCH,
    *,
    kind: str = "courtesy",
    name: str = "Somebody",
    publish: bool = True,
) -> ContributionTranslation:
    """Written, and approved if `publish`."""
    translation = steps.existing_or_new(contribution, language)
    pairs = zip(sources_of(contribution), texts, strict=True)
    steps.save(translation, by, [Segment(*pair) for pair in pairs], kind, name)
    if publish:
        steps.submit(translation, by)
        steps.approve(translation, by)
    return translation


@pytest.fixture
def translated(spanish: Contribution, staff: User) -> ContributionTranslation:
    return translate(spanish, staff)


def is_refused(answer: Any) -> bool:
    """The admin leads home whoever may not."""
    return answer.status_code == 302 and answer.url == "/admin/"


class Screen:
    """The translators' screen of one translation, in the browser of one of the staff."""

    def __init__(self, client: Client, contribution: Contribution, language: str = "fr") -> None:
        self.client = client
        self.path = f"/admin/contributions/{contribution.pk}/translation/{language}/"

    def get(self) -> Any:
        return self.client.get(self.path)

    def is_closed(self) -> bool:
        """Whether its user is sent away."""
        return is_refused(self.get())

    def does(self, *arguments: Any, **values: str) -> bool:
        """Whether the step was taken."""
        answer = self.send(*arguments, **values)
        return answer.status_code == 302 and answer.url == self.path

    def send(self, texts: tuple[str, ...] = FRENCH, **values: str) -> Any:
        """With the hidden fields that the browser has from the page it opened."""
        context = self.get().context
        data = {"version": context["version"], "kind": "courtesy", "translator_name": "Somebody"}
        for row, text in zip(context["rows"], texts, strict=True):
            data[f"source-{row.place}"] = row.segment.source
            data[f"former-{row.place}"] = row.segment.former
            data[f"target-{row.place}"] = text
        return self.client.post(self.path, data | values)


@pytest.fixture
def screen_of(account: Callable[[str], Any], spanish: Contribution) -> Callable[..., Screen]:
    def open_as(username: str, language: str = "fr", contribution: Any = None) -> Screen:
        client = Client()
        client.force_login(account(username))
        return Screen(client, contribution or spanish, language)

    return open_as
