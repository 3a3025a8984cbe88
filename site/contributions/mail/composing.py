"""Composes the mails of a batch, with their headers and links to unsubscribe.

What recipients have in common is written once.
"""

from collections import defaultdict
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import override

from contributions.conference_registry import Conference, known
from contributions.mail import letters
from contributions.mail.letters import Item, Letter
from contributions.mail.recipients import published_between
from contributions.mail.subscription_choices import Choices
from contributions.models import (
    Contribution,
    Frequency,
    Mail,
    Mailing,
    MailingKind,
    Participant,
    Registration,
    State,
    Status,
)
from contributions.models.mail import OF_CONFERENCE, TO_THE_AUTHOR


def host() -> str:
    """The host name of the site, which makes its message IDs unique."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def id_of_contribution(number: int) -> str:
    """The same in the mail to each recipient, so that an answer finds what it answers."""
    return f"<contribution-{number}@{host()}>"


def id_of_mail(mail: Mail) -> str:
    """Of a mail that is no contribution."""
    return f"<mail-{mail.mailing_id}-{mail.participant_id}@{host()}>"


def thread_headers(contribution: Contribution) -> dict[str, str]:
    """In-Reply-To and References of a contribution; without any where it begins a thread."""
    above = [int(number) for number in contribution.thread_path.split("/")[:-1]]
    if not above:
        return {}
    ids = [id_of_contribution(number) for number in above]
    return {"In-Reply-To": ids[-1], "References": " ".join(ids)}


_SALT = "contributions.unsubscribe"


def unsubscribe_link(participant: int, conference_key: UUID | None) -> str:
    """Absolute, in the language that is active; it does not expire. None: of every conference."""
    scope = conference_key.hex if conference_key else ""
    token = Signer(salt=_SALT).sign(f"{participant}.{scope}")
    path = reverse("contributions_unsubscribe", args=[token.replace(":", "~")])
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def read_unsubscribe_link(token: str) -> tuple[Participant, UUID | None] | None:
    """The participant and the conference of a link; None where it is forged or of nobody."""
    try:
        value = Signer(salt=_SALT).unsign(token.replace("~", ":"))
    except BadSignature:
        return None
    participant, _dot, scope = value.partition(".")
    found = Participant.objects.filter(pk=int(participant)).first()
    return (found, UUID(scope) if scope else None) if found else None


ConferenceCache = dict[tuple[UUID, str], Conference | None]
# In which state a contribution must be for its author to be told.
DECIDED = {
    MailingKind.OWN_PUBLISHED: State.PUBLISHED,
    MailingKind.OWN_RETURNED: State.RETURNED,
    MailingKind.OWN_WITHDRAWN: State.WITHDRAWN,
}
# The most contributions that a digest has; it says how many there were.
DIGEST_LIMIT = 200


class Composer:
    """Of one batch. The queries do not grow with the number of mails.

    The descriptions of conferences are kept for the next batches of the same run; what a letter
    says of contributions is read for each batch.
    """

    def __init__(self, mails: list[Mail], conferences: ConferenceCache) -> None:
        participants = {mail.participant_id for mail in mails}
        digests = {mail.mailing_id: mail.mailing for mail in mails if _is_digest(mail)}
        self._choices = Choices(participants) if digests else Choices(())
        self._registered = _registered(participants) if digests else set()
        self._published = {key: _contents(mailing) for key, mailing in digests.items()}
        keys = {mail.mailing.contribution_id for mail in mails}
        self._contributions = Contribution.objects.in_bulk(keys - {None})
        self._conferences = conferences
        self._letters: dict[Any, Letter | None] = {}

    def message(self, mail: Mail) -> EmailMultiAlternatives | None:
        """The message to one participant; None where there is nothing to tell any more."""
        participant = mail.participant
        if not participant.user.is_active or not participant.email:
            return None
        with override(language_of(participant)):
            letter = self._letter_to(mail)
            return self._addressed(letter, mail) if letter else None

    def _letter_to(self, mail: Mail) -> Letter | None:
        language = language_of(mail.participant)
        if _is_digest(mail):
            wanted = frozenset(self._wanted(mail))
            return self._once((mail.mailing_id, language, wanted), self._digest, mail, wanted)
        return self._once((mail.mailing_id, language), self._other, mail)

    def _once(self, key: Any, write: Any, *arguments: Any) -> Letter | None:
        if key not in self._letters:
            self._letters[key] = write(*arguments)
        return self._letters[key]

    def _other(self, mail: Mail) -> Letter | None:
        mailing, language = mail.mailing, language_of(mail.participant)
        kind = MailingKind(mailing.kind)
        if kind in OF_CONFERENCE and mailing.conference_key:
            conference = self._conference(mailing.conference_key, language)
            return letters.of_notice(kind, conference) if conference else None
        found = self._contributions.get(mailing.contribution_id or 0)
        if found is None or found.state != DECIDED.get(kind, State.PUBLISHED):
            return None
        if kind in TO_THE_AUTHOR:
            return letters.of_decision(kind, found)
        conference = self._conference(found.conference_key, language)
        session = conference.session(found.session_key) if conference else None
        if conference is None or session is None:
            return None
        return letters.of_contribution(Item(found, session), conference)

    def _wanted(self, mail: Mail) -> set[UUID]:
        """The keys of the sessions in which somebody else has contributed."""
        person = mail.participant_id
        return {
            found.session_key
            for found in self._published[mail.mailing_id]
            if found.participant_id != person
            and (person, found.conference_key) in self._registered
            and self._choices.of(person, found.conference_key, found.session_key) == Frequency.DAILY
        }

    def _digest(self, mail: Mail, wanted: frozenset[UUID]) -> Letter | None:
        by_session: dict[tuple[UUID, UUID], list[Contribution]] = defaultdict(list)
        for found in self._published[mail.mailing_id]:
            if found.session_key in wanted:
                by_session[found.conference_key, found.session_key].append(found)
        groups: dict[UUID, tuple[Conference, list[Any]]] = {}
        count = 0
        for (key, session_key), contributions in by_session.items():
            conference = self._conference(key, language_of(mail.participant))
            session = conference.session(session_key) if conference else None
            if conference is not None and session is not None:
                items = [Item(found, session) for found in contributions]
                groups.setdefault(key, (conference, []))[1].append((session, items))
                count += len(items)
        return letters.of_digest(groups.values(), count) if count else None

    def _conference(self, key: UUID, language: str) -> Conference | None:
        """None where readers cannot reach its pages."""
        if (key, language) not in self._conferences:
            self._conferences[key, language] = known().by_key(key, language)
        return self._conferences[key, language]

    def _addressed(self, letter: Letter, mail: Mail) -> EmailMultiAlternatives:
        contribution = self._contributions.get(mail.mailing.contribution_id or 0)
        key = mail.mailing.conference_key or (contribution.conference_key if contribution else None)
        headers = {"Message-ID": id_of_mail(mail), "Auto-Submitted": "auto-generated"}
        text, html = letter.text, letter.html
        if mail.mailing.kind not in TO_THE_AUTHOR:
            link = unsubscribe_link(mail.participant_id, key)
            text, html = (body.replace(letters.UNSUBSCRIBE, link) for body in (text, html))
            headers["List-Unsubscribe"] = f"<{link}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
            headers["List-Id"] = f"<{key.hex if key else 'digest'}.{host()}>"
        if mail.mailing.kind == MailingKind.CONTRIBUTION and contribution is not None:
            headers["Message-ID"] = id_of_contribution(contribution.number or 0)
            headers |= thread_headers(contribution)
        message = EmailMultiAlternatives(
            letter.subject, text, None, [mail.participant.email], headers=headers
        )
        message.attach_alternative(html, "text/html")
        return message


def language_of(participant: Participant) -> str:
    """The language of the profile, or the site's main one where the site has no pages in it."""
    language: str = participant.language
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _is_digest(mail: Mail) -> bool:
    return mail.mailing.kind == MailingKind.DIGEST


def _contents(mailing: Mailing) -> list[Contribution]:
    found = published_between(mailing.since, mailing.until).defer("html")
    return list(found.order_by("conference_key", "session_key", "number")[:DIGEST_LIMIT])


def _registered(participants: set[int]) -> set[tuple[int, UUID]]:
    rows = Registration.objects.filter(participant__in=participants, status=Status.APPROVED)
    return set(rows.values_list("participant_id", "conference_key"))
