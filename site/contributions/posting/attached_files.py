"""Checks the files of a contribution, attaches them and takes them off."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext

from contributions.models import Attachment, Contribution
from core.text.text_joining import listed
from security.uploads.content_types import matches_extension
from security.uploads.disk_space import NO_ROOM, check_room


def check(file: Any) -> None:
    """Raises ValidationError for a kind that is not taken, is too large or is not what it says."""
    suffix = file.name.rpartition(".")[2].lower()
    if suffix not in settings.WAGTAILDOCS_EXTENSIONS:
        raise ValidationError(
            gettext("Files of these kinds are accepted: %(kinds)s.")
            % {"kinds": listed(settings.WAGTAILDOCS_EXTENSIONS)}
        )
    if file.size > settings.WAGTAILDOCS_MAX_UPLOAD_SIZE:
        raise ValidationError(
            gettext("This file is larger than %(megabytes)d MB.")
            % {"megabytes": settings.WAGTAILDOCS_MAX_UPLOAD_SIZE // (1024 * 1024)}
        )
    check_room(file)
    if not matches_extension(file.name, file):
        raise ValidationError(
            gettext("The content of this file is not what the end of its name says, or unsafe.")
        )


def check_count(contribution: Contribution | None, added: int) -> None:
    """Raises ValidationError where there would be too many."""
    kept = contribution.attachments.count() if contribution is not None else 0
    most = settings.CONTRIBUTIONS_MAX_FILES
    if kept + added > most:
        message = ngettext(
            "A contribution has %(count)d file at most.",
            "A contribution has %(count)d files at most.",
            most,
        )
        raise ValidationError(message % {"count": most})


def attach(contribution: Contribution, files: list[Any]) -> None:
    """Stores files that were checked. Raises ValidationError where the disk is full."""
    for file in files:
        content = file.read()
        file.seek(0)
        attachment = Attachment(
            contribution=contribution,
            name=file.name[-200:],
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
        )
        try:
            attachment.file.save(file.name, file, save=False)
        except OSError as error:
            raise ValidationError(NO_ROOM) from error
        attachment.save()
    if files:
        contribution.has_attachments = True
        Contribution.objects.filter(pk=contribution.pk).update(has_attachments=True)


def detach(contribution: Contribution, keys: list[int]) -> None:
    """Takes files off a draft."""
    for attachment in contribution.attachments.filter(pk__in=keys):
        attachment.file.delete(save=False)
        attachment.delete()
    contribution.has_attachments = contribution.attachments.exists()
    Contribution.objects.filter(pk=contribution.pk).update(
        has_attachments=contribution.has_attachments
    )
