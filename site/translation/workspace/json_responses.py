"""JSON responses of the workspace with a status and a message for errors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext

from translation.workspace import segment_json
from translation.workspace.save_segment import SavedMeanwhileError
from translation.workspace.segment_data import Item

View = Callable[..., HttpResponse]


def for_script(view: Callable[..., dict[str, Any]]) -> View:
    """Wraps a view that returns a dict; exceptions become a status code and a message."""

    @wraps(view)
    def answer(request: HttpRequest, **arguments: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, **arguments))
        except PermissionDenied:
            return _refusal(403, gettext("You may not change this translation now."))
        except Http404:
            return _refusal(404, gettext("This text is not part of the original any more."))
        except ValidationError as error:
            return _refusal(400, " ".join(error.messages))
        except SavedMeanwhileError as error:
            return JsonResponse(_both(error.item, request.POST.get("html", "")), status=409)

    return answer


def _both(item: Item, mine: str) -> dict[str, Any]:
    """Returns the other user's saved text and its difference from the submitted one."""
    theirs = segment_json.segment(item)
    difference = segment_json.changes(theirs["text"], item.text(mine))
    return {"theirs": theirs, "difference": difference}


def _refusal(status: int, detail: str) -> JsonResponse:
    return JsonResponse({"detail": detail}, status=status)
