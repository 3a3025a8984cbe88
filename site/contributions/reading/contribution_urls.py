"""URLs of contributions, of their files, and of the form that writes one."""

from urllib.parse import urlencode, urljoin

from django.urls import reverse

from contributions.models import Attachment, Contribution

URL_NAME = "contributions"


def address_of(contribution: Contribution, session_url: str) -> str:
    """Below the page of its session, for example `…/session-1/contributions/930/`."""
    return urljoin(session_url, f"{URL_NAME}/{contribution.number}/")


def number_address(number: int, session_url: str, query: str = "") -> str:
    """Return the permanent URL of the contribution with this number, with a query string."""
    return with_query(urljoin(session_url, f"{URL_NAME}/{number}/"), query)


def with_query(address: str, query: str) -> str:
    """Return the URL with a query string, where there is any."""
    return f"{address}?{query}" if query else address


def writing_address(session_key: object, **arguments: object) -> str:
    """Of the form; the arguments are those of `posting.views.write`."""
    address = reverse("contributions_write", args=[session_key])
    return f"{address}?{urlencode(arguments)}" if arguments else address


def file_address(attachment: Attachment) -> str:
    """Return the download URL of an attached file."""
    return reverse("contributions_file", args=[attachment.pk, attachment.name])
