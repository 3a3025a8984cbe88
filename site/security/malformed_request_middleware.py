"""Middleware that answers 400 to malformed requests which raise errors in the admin's views."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.deprecation import MiddlewareMixin


class ChosenNumbersMiddleware(MiddlewareMixin):
    """Answers 400 where a chooser is asked for objects by something that is no number.

    Wagtail's `chosen-multiple` views pass `?id=` to the database, which raises an error.
    """

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, _names: Any
    ) -> HttpResponseBase | None:
        """Returns 400 for an id that no row can have."""
        name = request.resolver_match.url_name if request.resolver_match else None
        if (name or "").endswith("chosen_multiple"):
            for number in request.GET.getlist("id"):
                if not re.fullmatch(r"[0-9]{1,18}", number):
                    return HttpResponseBadRequest()
        return None


class IncompleteFormMiddleware(MiddlewareMixin):
    """Answers 400 where a POST lacks fields that a browser always sends."""

    def process_exception(
        self, _request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """400 for a missing form field, None for any other exception."""
        if isinstance(exception, MultiValueDictKeyError):
            return HttpResponseBadRequest("This form is incomplete.", content_type="text/plain")
        return None
