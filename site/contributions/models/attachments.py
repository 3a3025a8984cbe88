"""Model of files attached to contributions; `posting.files` validates them."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contributions.models.contribution import Contribution


def stored_as(_attachment: Any, name: str) -> str:
    """Not to be guessed: who may have a file is asked where it is served."""
    suffix = name.rpartition(".")[2].lower()
    return f"contributions/{uuid4().hex}.{suffix}"


class Attachment(models.Model):
    """A file attached to a contribution; `size` is in bytes."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.FileField(pgettext_lazy("field", "file"), upload_to=stored_as)
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField()
    """In bytes."""
    sha256 = models.CharField(max_length=64)
    attached_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "attachment")
        verbose_name_plural = pgettext_lazy("kinds of objects", "attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
