"""The site's search page, one language at a time."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.frame import Frame
from search.engine import MAX_RESULTS, find_page_ids, results

MAX_QUERY_LENGTH = 200
RESULTS_PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=` the words looked for, `?page=` the page of results; neither can make it fail."""
    # Addresses are UTF-8, whatever the request's headers say of a body that it does not have.
    request.encoding = "utf-8"
    asked = request.GET.get("q", "").replace("\x00", " ").strip()
    query = asked[:MAX_QUERY_LENGTH]
    found = find_page_ids(query, get_language() or "")
    page_obj = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "frame": Frame(request),
        "query": query,
        "is_shortened": len(asked) > MAX_QUERY_LENGTH,
        "count": len(found),
        "is_limited": len(found) >= MAX_RESULTS,
        "results": results(list(page_obj.object_list), query, request) if found else [],
        "page_obj": page_obj,
        "query_string": urlencode({"q": query}),
    }
    return render(request, "search/search.html", context)
