"""Detects edit conflicts of whatever the admin edits without revisions.

That is settings, images, documents, topics, terms, redirects, users, groups and all other models
with Wagtail's generic edit view. Their edit form has a hidden field with the number of the latest
log entry at the time it was opened (`wagtailadmin/generic/form.html`). Saving needs confirmation if
somebody else has changed the entry since, as for pages (`core.admin.edit_conflicts`).
"""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.deprecation import MiddlewareMixin

from wagtail.admin.views.generic import EditView
from wagtail.models import ModelLogEntry

from core.admin.edit_conflicts import posted_fields

# Field of the form: number of the latest log entry at the time the form was opened.
LOADED = "loaded_log_entry"


class EntryConflictMiddleware(MiddlewareMixin):
    """Answers a form of the admin with the confirmation page on a conflict.

    A middleware, since most of Wagtail's edit views have no hook before they save.
    """

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Returns the confirmation page (409), or None if nobody else has saved since."""
        view_class = getattr(view, "view_class", None)
        if not isinstance(view_class, type) or not issubclass(view_class, EditView):
            return None
        if request.method != "POST" or not request.accepts("text/html"):
            return None
        if not request.POST.get(LOADED, "").isdecimal():
            return None
        entry = _entry_to_edit(view_class(**view.view_initkwargs), request, args, kwargs)
        return None if entry is None else conflict_response(request, entry)


def _entry_to_edit(
    view: EditView, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Model | None:
    """Returns what the view edits, or None if it refuses the user.

    Raises Http404 or PermissionDenied as the view does.
    """
    if not request.user.has_perm("wagtailadmin.access_admin"):
        return None
    view.setup(request, *args, **kwargs)
    # The view of settings has its own question, about the site, and asked it just now.
    if view.permission_policy and not view.user_has_any_permission([view.permission_required]):
        return None
    entry: Model = getattr(view, "object", None) or view.get_object()
    return entry


def conflict_response(request: HttpRequest, entry: Model) -> HttpResponse | None:
    """Returns the confirmation page (409), or None if nobody else has saved since."""
    newer = newer_change(request, entry)
    if newer is None:
        return None
    context = {
        "entry": entry,
        "newer": newer,
        "action": request.get_full_path(),
        "kept": list(posted_fields(request, LOADED)),
        "loaded": {LOADED: latest_number(entry)},
        "has_files": any(request.FILES.values()),
    }
    return render(request, "core/admin/entry_conflict.html", context, status=409)


def newer_change(request: HttpRequest, entry: Model) -> ModelLogEntry | None:
    """Returns the latest change by somebody else since the form was opened, or None."""
    opened = request.POST.get(LOADED, "")
    if not opened.isdecimal():
        return None
    since = ModelLogEntry.objects.for_instance(entry).filter(pk__gt=int(opened))
    of_others = since.exclude(user=request.user).select_related("user")
    newest: ModelLogEntry | None = of_others.order_by("-pk").first()
    return newest


def latest_number(entry: Model) -> int:
    """Returns the number of the latest log entry; 0 if there is none."""
    entries = ModelLogEntry.objects.for_instance(entry).order_by("-pk")
    return entries.values_list("pk", flat=True).first() or 0
