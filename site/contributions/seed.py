"""Seeds the made-up contributions of the demo conference, once; never overwrites them.

English, Spanish and French are on every site, since the texts answer each other; further languages
come with the site's languages, also later than the rest.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from contributions import seed_further_texts
from contributions.conference_registry import Conference, known
from contributions.models import (
    Contribution,
    Moderation,
    ModerationSettings,
    ModeratorRight,
    Participant,
    Participation,
    Registration,
    State,
    Status,
)
from contributions.models.numbers import next_number, path_below
from contributions.seed_texts import PEOPLE, TEXTS, Person, Written
from contributions.seed_translations import TRANSLATIONS, seed_translations
from contributions.signing_in import new_account
from core.seeding import SeedReport, page_seeds

DEMO = "protocol/capacity-building/portal/demo"


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
            _fill(conference)
        report.created(f"{len(TEXTS)} contributions to the demo conference")
        _report_people(PEOPLE, report)
    for person in seed_further_texts.PEOPLE:
        if person.language in dict(settings.LANGUAGES):
            _add_language(person, conference, report)


def _report_people(people: list[Person], report: SeedReport) -> None:
    addresses = ", ".join(person.email for person in people if person.email)
    report.note(f"Demo participants, signing in with a code by e-mail: {addresses}")


def _fill(conference: Conference) -> None:
    ModerationSettings.objects.create(
        conference_key=conference.key,
        participation=Participation.OPEN,
        moderation=Moderation.AFTER,
    )
    for group in Group.objects.filter(name="Moderators"):
        ModeratorRight.objects.get_or_create(group=group, conference_key=conference.key)
    people = {person.key: _participant(person, conference) for person in PEOPLE}
    posted: dict[str, Contribution] = {}
    for written in TEXTS:
        posted[written.key] = _post(written, conference, people, posted)
    seed_translations(posted, TRANSLATIONS)


def _add_language(person: Person, conference: Conference, report: SeedReport) -> None:
    """Adds what this person wrote and translated, unless something is in that language already."""
    contributions = Contribution.objects.filter(conference_key=conference.key)
    if contributions.filter(language=person.language).exists():
        report.kept()
        return
    by_title = {each.title: each for each in contributions}
    posted = {text.key: by_title[text.title] for text in TEXTS if text.title in by_title}
    texts = [text for text in seed_further_texts.TEXTS if text.by == person.key]
    with transaction.atomic():
        people = {person.key: _participant(person, conference)}
        for written in texts:
            posted[written.key] = _post(written, conference, people, posted)
        seed_translations(posted, seed_further_texts.translations_of(person))
    report.created(f"{len(texts)} contribution to the demo conference in {person.language}")
    _report_people([person], report)


def _participant(person: Person, conference: Conference) -> Participant:
    email = person.email or f"{person.key}@example.org"
    participant: Participant = new_account(email, person.language).participant
    participant.user.username = person.key
    participant.user.save(update_fields=["username"])
    participant.name, participant.affiliation = person.name, person.affiliation
    participant.organization, participant.country = person.organization, person.country
    participant.accepted_terms_at = timezone.now()
    participant.save()
    Registration.objects.create(
        participant=participant, conference_key=conference.key, status=Status.APPROVED
    )
    return participant


def _post(
    written: Written,
    conference: Conference,
    people: dict[str, Participant],
    posted: dict[str, Contribution],
) -> Contribution:
    session = conference.sessions[written.session - 1]
    at = conference.opens_at + timedelta(hours=written.hours)
    question = session.questions[written.question - 1].key if written.question else None
    participant = people.get(written.by)
    author: dict[str, Any] = {"author_name": "Demo Secretariat", "author_affiliation": "igo"}
    parent = posted.get(written.answers)
    contribution = Contribution(
        number=next_number(),
        conference_key=conference.key,
        session_key=session.key,
        question_key=question,
        parent=parent,
        language=written.language,
        title=written.title,
        text=written.text,
        participant=participant,
        role=written.role,
        state=written.state,
        state_reason=written.reason,
        posted_at=at,
        published_at=at if written.state in (State.PUBLISHED, State.WITHDRAWN) else None,
        changed_at=at + timedelta(hours=3 if written.state == State.WITHDRAWN else 0),
        **(participant.as_author() if participant else author),
    )
    contribution.thread_path = path_below(parent, contribution.number or 0)
    contribution.save()
    return contribution
