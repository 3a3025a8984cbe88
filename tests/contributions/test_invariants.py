"""Whatever is done to contributions, in whatever order: numbers, threads and counts hold."""

import dataclasses
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils import timezone

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from contributions import edit_marks
from contributions.conference_registry import Conference
from contributions.mail import sending, subscription_choices
from contributions.models import (
    Contribution,
    ContributionTranslation,
    ModerationSettings,
    NumberSequence,
    Participant,
)
from contributions.models.numbers import path_below
from contributions.moderation import steps
from contributions.personal_data.erase import erase
from contributions.posting import post_and_edit
from contributions.translating import steps as translating
from contributions.translating.passages import Passage, sources_of
from tests.contributions.conftest import WHOLE, participant_named

EXAMPLES = int(os.environ.get("INVARIANT_EXAMPLES", "6"))
ON_RECORD = {"published", "withdrawn"}
NAMES = ("bob", "eve")

which = st.integers(0, 30)
STEP = st.one_of(
    *[st.tuples(st.just("post"), which) for _often in range(3)],
    *[
        st.tuples(st.just(name), which)
        for name in (
            *("reply", "reply", "draft", "edit", "publish", "publish", "send_back", "withdraw"),
            *("resend", "amend", "redact", "close", "extend", "archive", "erase", "mail"),
            *("translate", "translate", "untranslate"),
        )
    ],
)


class World:
    """The demo conference, two participants and a moderator, and what the record must have."""

    def __init__(self, conference: Conference, rules: ModerationSettings, moderator: User) -> None:
        self.conference, self.rules, self.moderator = conference, rules, moderator
        self.session = conference.sessions[0]
        self.made: list[Contribution] = []
        self.count = 0
        self.people = {name: self._person(name) for name in NAMES}
        self.first = NumberSequence.objects.get().last

    def _person(self, name: str) -> Participant:
        person = participant_named(name, self.conference)
        subscription_choices.choose(person, self.conference.key, "at once")
        return person

    def _token(self) -> str:
        self.count += 1
        return f"word{self.count}end"

    def _chosen(self, number: int) -> Contribution | None:
        return self._fresh(self.made[number % len(self.made)]) if self.made else None

    @staticmethod
    def _fresh(contribution: Contribution) -> Contribution:
        return Contribution.objects.get(pk=contribution.pk)

    def _draft(self, number: int, parent: Contribution | None = None) -> Contribution:
        return Contribution.objects.create(
            conference_key=self.conference.key,
            session_key=self.session.key,
            parent=parent,
            language="en",
            title=self._token(),
            text=f"{self._token()} and a passage",
            participant=self.people[NAMES[number % 2]],
        )

    def draft(self, number: int) -> None:
        self._draft(number)

    def post(self, number: int, parent: Contribution | None = None) -> None:
        draft = self._draft(number, parent)
        self.rules.moderation = ("before", "after")[number % 3 > 0]
        posted = post_and_edit.post(
            draft, self.conference, self.session, self.rules, at=timezone.now()
        )
        self.made.append(posted)

    def reply(self, number: int) -> None:
        parent = self._chosen(number)
        self.post(number, parent if parent and parent.is_published else None)

    def edit(self, number: int) -> None:
        if found := self._chosen(number):
            post_and_edit.edit(found, self.rules, self._token(), self._token(), at=timezone.now())

    def resend(self, number: int) -> None:
        if (found := self._chosen(number)) and found.participant_id:
            post_and_edit.resend(found, self._token(), self._token(), "en", at=timezone.now())

    def publish(self, number: int) -> None:
        self._step(steps.publish, number)

    def send_back(self, number: int) -> None:
        self._step(steps.send_back, number, reason="A reason")

    def withdraw(self, number: int) -> None:
        self._step(steps.withdraw, number, reason="A reason")

    def amend(self, number: int) -> None:
        title, text = self._token(), self._token()
        self._step(steps.amend, number, title=title, text=text, reason="A reason")

    def redact(self, number: int) -> None:
        self._step(steps.redact, number, passage="passage", reason="A reason")

    def _step(self, step: Callable[..., None], number: int, **values: Any) -> None:
        if found := self._chosen(number):
            step(found, self.moderator, **values)

    def translate(self, number: int) -> None:
        """Into French, and approved; of what waits a moderator may do it, too."""
        if found := self._chosen(number):
            translation = translating.existing_or_new(found, "fr")
            passages = [
                Passage(source, f"fr-{source}-rf") for source in sources_of(found) if source
            ]
            translating.save(translation, self.moderator, passages, "courtesy", "")
            translating.approve(translation, self.moderator)

    def untranslate(self, number: int) -> None:
        if found := self._chosen(number):
            translating.take_back(translating.existing_or_new(found, "fr"), self.moderator)

    def close(self, _number: int) -> None:
        self._until(timezone.now() - timedelta(days=1))

    def extend(self, _number: int) -> None:
        self._until(timezone.now() + timedelta(days=9))

    def _until(self, closes_at: Any) -> None:
        self.session = dataclasses.replace(self.session, closes_at=closes_at)
        self.conference = dataclasses.replace(self.conference, is_archived=False)

    def archive(self, _number: int) -> None:
        self.conference = dataclasses.replace(self.conference, is_archived=True)

    def erase(self, number: int) -> None:
        name = NAMES[number % 2]
        erase(self.people[name])
        self.people[name] = self._person(name)

    def mail(self, _number: int) -> None:
        """What goes out says nothing that is not on record at that moment."""
        mail.outbox.clear()
        sending.send_queued()
        shown = Contribution.objects.published()
        hidden = Contribution.objects.exclude(pk__in=shown.values("pk"))
        words = {word for found in hidden for word in (found.title, found.text) if word}
        for message in mail.outbox:
            said = f"{message.subject} {message.body} {message.alternatives[0][0]}"  # type: ignore[attr-defined]
            assert not [word for word in words if word in said]


def check(world: World) -> None:
    posted = Contribution.objects.filter(number__isnull=False).select_related("parent")
    new = posted.filter(number__gt=world.first).order_by("number")
    expected = list(range(world.first + 1, NumberSequence.objects.get().last + 1))
    assert [found.number for found in new] == expected, "numbers have a hole or a repeat"
    for found in new:
        assert found.thread_path == path_below(found.parent, found.number or 0)
        if found.participant_id is None:
            assert (found.author_name, found.author_organization) == ("", "")
            assert found.author_affiliation == "ngo"
    for found in world.made:
        assert found.number in expected, "what was posted is lost"
    check_translations(world)
    rows = posted.filter(conference_key=world.conference.key)
    published = sum(found.state == "published" for found in rows)
    assert Contribution.objects.published().of_conference(world.conference.key).count() == published


def check_translations(world: World) -> None:
    """Readers see those of what is published alone; what was edited is marked, redacted is gone."""
    rows = ContributionTranslation.objects.filter(contribution__in=world.made)
    for row in rows.select_related("contribution"):
        original = row.contribution
        is_shown = ContributionTranslation.objects.published().filter(pk=row.pk).exists()
        assert is_shown == (row.is_published and original.state == "published")
        if is_shown:
            is_current = row.published_title == f"fr-{original.title}-rf"
            assert is_current or row.is_outdated
        if original.text.count(edit_marks.GAP):
            assert "passage" not in f"{row.passages} {row.published_text}"
        assert original.text or not row.passages


def check_outlets(world: World) -> None:
    answer = Client().get(f"{WHOLE}contributions.json").json()
    rows = answer if isinstance(answer, list) else answer["contributions"]
    on_record = Contribution.objects.filter(
        conference_key=world.conference.key, state__in=ON_RECORD
    ).order_by("number")
    assert [(row["number"], row["state"]) for row in rows] == list(
        on_record.values_list("number", "state")
    )


@pytest.mark.django_db
@pytest.mark.slow
def test_any_order_of_steps_keeps_numbers_threads_and_counts(
    conference: Conference,
    rules: ModerationSettings,
    admin_user: User,
    settings: Any,
    tmp_path: Path,
) -> None:
    settings.CONTRIBUTIONS_MAIL_JOURNALS = tmp_path

    @hypothesis_settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(STEP, min_size=8, max_size=24))
    def any_order(actions: list[tuple[str, int]]) -> None:
        savepoint = transaction.savepoint()
        try:
            world = World(conference, rules, admin_user)
            for name, number in actions:
                try:
                    with transaction.atomic():
                        getattr(world, name)(number)
                except (
                    post_and_edit.RefusedError,
                    steps.NotPossibleError,
                    translating.NotPossibleError,
                ):
                    pass
                check(world)
            world.mail(0)
            check_outlets(world)
        finally:
            transaction.savepoint_rollback(savepoint)

    any_order()
