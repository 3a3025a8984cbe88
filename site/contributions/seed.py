"""Seeds the made-up contributions of the demo conference, once; never overwrites them.

People, texts and translations are in `seed_contributions.toml`. English, Spanish and French are on
every site; further languages come with the site's languages, also later than the rest.
"""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from contributions.conference_registry import Conference, known
from contributions.models import (
    Contribution,
    ContributionTranslation,
    Moderation,
    ModerationSettings,
    ModeratorRight,
    Participant,
    Participation,
    Registration,
    State,
    Status,
    Step,
)
from contributions.models.numbers import next_number, path_below
from contributions.signing_in import new_account
from contributions.translating.segments import Segment, joined, sources_of, stored
from core.seeding import SeedReport, page_seeds

DEMO = "protocol/capacity-building/portal/demo"
SECRETARIAT = {"author_name": "Demo Secretariat", "author_affiliation": "igo"}
Row = dict[str, Any]


@cache
def _demo() -> dict[str, list[Row]]:
    path = Path(__file__).with_name("seed_contributions.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def demo_rows(kind: str, language: str = "") -> list[Row]:
    """Returns the "people", "texts" or "translations" that come with a language; "": always."""
    return [row for row in _demo()[kind] if row.get("comes_with", "") == language]


def seed(report: SeedReport) -> None:
    """Only where the settings ask for demo accounts: a real site has no made-up participants."""
    page = next((page for page in page_seeds() if page.path == DEMO), None)
    conference = known().by_key(page.translation_key, settings.LANGUAGE_CODE) if page else None
    if conference is None or not settings.DEMO_ACCOUNTS:
        return
    if ModerationSettings.objects.filter(conference_key=conference.key).exists():
        report.kept()
    else:
        with transaction.atomic():
            _set_up(conference)
            _add(conference, "", {})
        report.created(f"{len(demo_rows('texts'))} contributions to the demo conference")
        _report_people("", report)
    for person in _demo()["people"]:
        if person.get("comes_with") in dict(settings.LANGUAGES):
            _add_language(person["comes_with"], conference, report)


def _report_people(language: str, report: SeedReport) -> None:
    people = demo_rows("people", language)
    addresses = ", ".join(person["email"] for person in people if "email" in person)
    report.note(f"Demo participants, signing in with a code by e-mail: {addresses}")


def _set_up(conference: Conference) -> None:
    ModerationSettings.objects.create(
        conference_key=conference.key,
        participation=Participation.OPEN,
        moderation=Moderation.AFTER,
    )
    for group in Group.objects.filter(name="Moderators"):
        ModeratorRight.objects.get_or_create(group=group, conference_key=conference.key)


def _add_language(language: str, conference: Conference, report: SeedReport) -> None:
    """Adds what comes with a language, unless something is in that language already."""
    contributions = Contribution.objects.filter(conference_key=conference.key)
    if contributions.filter(language=language).exists():
        report.kept()
        return
    by_title = {each.title: each for each in contributions}
    texts = demo_rows("texts")
    posted = {row["key"]: by_title[row["title"]] for row in texts if row["title"] in by_title}
    with transaction.atomic():
        _add(conference, language, posted)
    number = len(demo_rows("texts", language))
    report.created(f"{number} contribution to the demo conference in {language}")
    _report_people(language, report)


def _add(conference: Conference, language: str, posted: dict[str, Contribution]) -> None:
    """Adds the rows that come with a language; `posted` are the texts that are there, by key."""
    people = {row["key"]: _participant(row, conference) for row in demo_rows("people", language)}
    for row in demo_rows("texts", language):
        posted[row["key"]] = _post(row, conference, people, posted)
    seed_translations(posted, demo_rows("translations", language))


def _participant(person: Row, conference: Conference) -> Participant:
    email = person.get("email", f"{person['key']}@example.org")
    participant: Participant = new_account(email, person["language"]).participant
    participant.user.username = person["key"]
    participant.user.save(update_fields=["username"])
    for name in ("name", "affiliation", "organization", "country"):
        setattr(participant, name, person[name])
    participant.accepted_terms_at = timezone.now()
    participant.save()
    Registration.objects.create(
        participant=participant, conference_key=conference.key, status=Status.APPROVED
    )
    return participant


def _post(
    row: Row,
    conference: Conference,
    people: dict[str, Participant],
    posted: dict[str, Contribution],
) -> Contribution:
    session = conference.sessions[row["session"] - 1]
    at = conference.opens_at + timedelta(hours=row["hours"])
    question, state = row.get("question"), row.get("state", State.PUBLISHED)
    participant = people.get(row.get("by", ""))
    parent = posted.get(row.get("answers", ""))
    number = next_number()
    return Contribution.objects.create(
        number=number,
        thread_path=path_below(parent, number),
        conference_key=conference.key,
        session_key=session.key,
        question_key=session.questions[question - 1].key if question else None,
        parent=parent,
        language=row["language"],
        title=row["title"],
        text=row["text"],
        participant=participant,
        role=row.get("role", ""),
        state=state,
        state_reason=row.get("reason", ""),
        posted_at=at,
        published_at=at if state in (State.PUBLISHED, State.WITHDRAWN) else None,
        changed_at=at + timedelta(hours=3 if state == State.WITHDRAWN else 0),
        **(participant.as_author() if participant else SECRETARIAT),
    )


def seed_translations(posted: dict[str, Contribution], rows: list[Row]) -> None:
    """Stores the translations into languages of the site, of contributions by their keys.

    What somebody has edited or has translated since is left out.
    """
    for row in rows:
        contribution = posted.get(row["key"])
        if contribution is None or row["language"] not in dict(settings.LANGUAGES):
            continue
        is_edited = len(sources_of(contribution)) != len(row["texts"])
        if not is_edited and not contribution.translations.filter(language=row["language"]):
            _translate(row, contribution)


def _translate(row: Row, contribution: Contribution) -> None:
    pairs = zip(sources_of(contribution), row["texts"], strict=True)
    segments = [Segment(source, target) for source, target in pairs]
    translation = ContributionTranslation(
        contribution=contribution,
        language=row["language"],
        kind=row["kind"],
        translator_name=row["by"],
        segments=stored(segments),
        step=row.get("step", Step.APPROVED),
    )
    if translation.step == Step.APPROVED:
        translation.published_title, translation.published_text = joined(segments)
        translation.published_kind, translation.published_name = row["kind"], row["by"]
        translation.published_at = contribution.published_at or timezone.now()
    translation.save()
