"""Base class of imports in two steps: the screen shows what files would change, then writes it."""

import hashlib
import json
from abc import ABC, abstractmethod
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

PlanT = TypeVar("PlanT")
LIFETIME_SECONDS = 24 * 3600
# Below DATA_UPLOAD_MAX_MEMORY_SIZE, above which Django rejects the form with a bare error 400.
MAX_CHARACTERS = 2_000_000
FIELD = "plan"
"""Form field that carries the content of the files from the preview to its confirmation."""


class PreviewedImport(ABC, Generic[PlanT]):
    """Compares files with the database, shows the plan, and writes it once it is confirmed.

    The content of the files travels in a signed form field, bound to the user, for a day: nothing
    is stored on the server, so any server can answer the confirmation and no clean-up is needed.
    The confirmed plan is made again; where it differs from the one that was shown, it is shown
    once more and nothing is written.
    """

    salt: str
    """Tells the field of one import from that of another."""
    upload_url: str
    """Name of the URL where files are uploaded."""

    @abstractmethod
    def plan(self, content: Any, user: Any) -> PlanT:
        """Returns the plan for the content of a field; reads the database, and writes nothing."""

    @abstractmethod
    def content(self, plan: PlanT) -> Any:
        """Returns what `plan` needs to make this plan again, as JSON values."""

    @abstractmethod
    def changes(self, plan: PlanT) -> Any:
        """Returns what the plan writes and what stands there now, as JSON values."""

    @abstractmethod
    def may_write(self, plan: PlanT) -> bool:
        """Returns whether the plan has changes and no error that prevents all of them."""

    @abstractmethod
    def show(self, request: HttpRequest, plan: PlanT, packed: str, fault: str) -> HttpResponse:
        """Renders the plan.

        `packed` is the value of the field, empty where there is nothing to confirm; `fault` is a
        message about the files as a whole, or empty.
        """

    @abstractmethod
    def write(self, request: HttpRequest, plan: PlanT) -> HttpResponse:
        """Applies the plan in one transaction and answers with a redirect."""

    def preview(self, request: HttpRequest, plan: PlanT) -> HttpResponse:
        """Shows the plan with the field that confirms it."""
        packed, fault = "", ""
        if self.may_write(plan):
            kept = [self._digest(plan), self.content(plan)]
            packed = signing.dumps(kept, salt=self._salt(request.user), compress=True)
        if len(packed) > MAX_CHARACTERS:
            packed, fault = "", gettext("This is too much at once: split it into several files.")
        return self.show(request, plan, packed, fault)

    def confirm(self, request: HttpRequest) -> HttpResponse:
        """Writes what the field of `request.POST` says, if it is still what was shown."""
        salt = self._salt(request.user)
        try:
            shown, content = signing.loads(
                request.POST.get(FIELD, ""), salt=salt, max_age=LIFETIME_SECONDS
            )
        except signing.BadSignature:
            messages.error(request, gettext("Please upload the files once more."))
            return redirect(self.upload_url)
        plan = self.plan(content, request.user)
        if self.may_write(plan) and self._digest(plan) == shown:
            return self.write(request, plan)
        said = gettext("Something has changed meanwhile; please look at it again.")
        messages.warning(request, said)
        return self.preview(request, plan)

    def _digest(self, plan: PlanT) -> str:
        return hashlib.sha256(json.dumps(self.changes(plan)).encode()).hexdigest()

    def _salt(self, user: Any) -> str:
        return f"{self.salt}.{user.pk}"
