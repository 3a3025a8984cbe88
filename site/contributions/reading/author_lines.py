"""What is shown of an author beside the name, and the direction of a contribution's language."""

from typing import Any

from django.utils.translation import get_language_info

from contributions.models import Affiliation, Contribution


def direction_of(language: str) -> str:
    """Return "rtl" or "ltr" for a language code; "ltr" for codes that Django does not know."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "ltr"


def author_lines(contribution: Contribution) -> list[str]:
    """Country, organization and affiliation."""
    found: Any = contribution.author_country
    country = str(found.name) if found else ""
    affiliation = contribution.author_affiliation
    label = str(Affiliation(affiliation).label) if affiliation else ""
    return [part for part in (contribution.author_organization, country, label) if part]
