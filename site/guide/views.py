"""Admin views of the editor's guide."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from guide import chapters


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The first chapter: it says where the others are for."""
    found = chapters.chapters(chapters.language_for(get_language() or ""))
    return redirect("guide_chapter", found[0].slug)


@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    """Raises Http404 where there is no such chapter."""
    language = chapters.language_for(get_language() or "")
    found = chapters.chapter(language, slug)
    if found is None:
        raise Http404
    context = {"chapter": found, "chapters": chapters.chapters(language), "language": language}
    return render(request, "guide/chapter.html", context)


@require_safe
def picture(request: HttpRequest, language: str, name: str) -> FileResponse:
    """Raises Http404 where there is no such picture."""
    path = chapters.picture_file(language, name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/webp")
