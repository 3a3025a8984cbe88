"""Attached files of contributions as templates show them."""

from dataclasses import dataclass

from contributions.models import Contribution
from contributions.reading.contribution_urls import file_address


@dataclass(frozen=True)
class FileLine:
    """An attached file; `size` is in bytes."""

    url: str
    name: str
    size: int


def files_of(contribution: Contribution, *, anyway: bool = False) -> list[FileLine]:
    """Those of a published contribution; `anyway` of any, for its author and moderators."""
    if not contribution.has_attachments or not (anyway or contribution.is_published):
        return []
    return [
        FileLine(file_address(file), file.name, file.size)
        for file in contribution.attachments.all()
    ]
