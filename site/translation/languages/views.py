"""View that adds a language; replaces Wagtail's form for creating a locale."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from jobs import runner
from translation.languages.add_language_job import KIND, may_add_language
from translation.languages.forms import AddLanguageForm
from translation.languages.sections import (
    has_catalogue,
    missing_languages,
    original_home,
    sections,
)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Renders the form and starts the background job. Raises PermissionDenied."""
    if not may_add_language(request.user):
        raise PermissionDenied
    languages = missing_languages()
    home = original_home()
    form = AddLanguageForm(
        request.POST or None, languages=languages, sections=sections(home) if home else []
    )
    if request.method == "POST" and form.is_valid():
        return _start(request, languages, form.cleaned_data)
    context = {
        "form": form,
        "languages": languages,
        "without_catalogue": [name for code, name in languages.items() if not has_catalogue(code)],
    }
    return render(request, "translation/add_language.html", context)


def _start(request: HttpRequest, languages: dict[str, str], data: dict[str, Any]) -> HttpResponse:
    code = data["language"]
    job = runner.start(
        KIND, request.user, subject=languages[code], language=code, sections=data["sections"]
    )
    return redirect(job.url)
