"""What is shown of an author beside the name."""

from typing import Any

from contributions.models import Affiliation, Contribution


def author_lines(contribution: Contribution) -> list[str]:
    """Country, organization and affiliation."""
    found: Any = contribution.author_country
    country = str(found.name) if found else ""
    affiliation = contribution.author_affiliation
    label = str(Affiliation(affiliation).label) if affiliation else ""
    return [part for part in (contribution.author_organization, country, label) if part]
