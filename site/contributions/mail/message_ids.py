"""Message-ID, In-Reply-To and References: mail programs show threads as the record has them."""

from urllib.parse import urlsplit

from django.conf import settings

from contributions.models import Contribution, Mail


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
