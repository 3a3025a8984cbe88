"""Public view for requesting a translation; no account required, protected by a CSRF token."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wagtail.models import Locale, Page

from core.languages.language_names import language_name
from core.languages.language_versions import LanguageLink, links_to, versions_of
from core.navigation.page_chrome import PageChrome
from translation.reader_requests import requests


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page_id: int, code: str) -> HttpResponse:
    """Renders the confirmation form (GET), counts the request (POST) and thanks the reader."""
    page, links = _readable(request, page_id)
    wanted = next((link for link in links if link.code == code), None)
    locale = Locale.objects.filter(language_code=code).first()
    if wanted is None or locale is None:
        raise Http404
    if wanted.url:
        return redirect(wanted.url)
    if request.method == "POST":
        requests.count(request, page, locale)
        return HttpResponseRedirect(f"{request.path}?thanks")
    context = {
        "chrome": PageChrome(request),
        "asked_page": page,
        "asked_url": page.get_url(request),
        "asked_language": language_name(code),
        "asked_code": code,
        "is_counted": "thanks" in request.GET,
    }
    return render(request, "translation/asking.html", context)


def _readable(request: HttpRequest, page_id: int) -> tuple[Page, list[LanguageLink]]:
    """Returns the page and its languages. Raises Http404 if the page is not public."""
    page = Page.objects.filter(pk=page_id).first()
    versions = versions_of(page) if page is not None else []
    readable = next((each for each in versions if each.pk == page_id), None)
    if readable is None:
        raise Http404
    return readable, links_to(versions, request)
