"""Views of the translation memory: concordance search, TMX export and import."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from core.languages.language_names import other_languages
from translation.memory import store, tmx
from translation.memory.matches import concordance
from translation.models import MemoryPair, Origin


class SearchForm(forms.Form):
    """Search for words or a sentence, in originals or translations."""

    words = forms.CharField(
        label=pgettext_lazy("what to search for", "Words"), max_length=500, required=False
    )
    language = forms.ChoiceField(label=_("Language of the translations"), choices=other_languages)
    in_target = forms.BooleanField(label=_("Look in the translations"), required=False)


class TmxImportForm(forms.Form):
    """Upload of a TMX file."""

    file = forms.FileField(
        label=_("TMX file"),
        help_text=_("Languages that the site does not have are left out."),
        widget=forms.FileInput(attrs={"accept": ".tmx,.xml"}),
    )


PERMISSION = "translation.add_memorypair"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Renders the concordance search, for all users with admin access."""
    form = SearchForm(request.GET) if "words" in request.GET else SearchForm()
    hits = _hits(form.cleaned_data) if form.is_bound and form.is_valid() else []
    return _screen(request, form=form, hits=hits)


def _hits(asked: dict[str, Any]) -> list[Any]:
    return concordance(
        asked["words"],
        settings.LANGUAGE_CODE,
        asked["language"],
        in_target=asked["in_target"],
        limit=50,
    )


def _screen(request: HttpRequest, status: int = 200, **context: Any) -> HttpResponse:
    may_import = request.user.has_perm(PERMISSION)
    shown = {
        "form": SearchForm(),
        "import_form": TmxImportForm() if may_import else None,
        "languages": other_languages(),
        "files": _files() if may_import else [],
        "source_language": settings.LANGUAGE_CODE,
    }
    return render(request, "translation/memory/memory.html", shown | context, status=status)


def _files() -> list[dict[str, Any]]:
    pairs = MemoryPair.objects.filter(origin=Origin.FILE).order_by("file_name")
    rows = pairs.values("file_name").annotate(count=Count("pk"))
    return [dict(row) for row in rows]


@require_safe
def export(request: HttpRequest, language: str) -> StreamingHttpResponse:
    """Returns all pairs from the default language into another one as TMX."""
    source = settings.LANGUAGE_CODE
    content = tmx.write(source, tmx.pairs_for(source, language))
    response = StreamingHttpResponse(content, content_type="application/x-tmx+xml")
    response["Content-Disposition"] = f'attachment; filename="memory-{source}-{language}.tmx"'
    return response


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Imports a TMX file in one transaction."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = TmxImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _screen(request, status=400, import_form=form)
    file = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            count = store.keep(tmx.read(file.file, file.name))
    except tmx.RefusedFileError as refusal:
        form.add_error("file", str(refusal))
        return _screen(request, status=400, import_form=form)
    said = ngettext("%(count)d pair was imported.", "%(count)d pairs were imported.", count)
    messages.success(request, said % {"count": count})
    return redirect("translation_memory")


@require_POST
def remove_file(request: HttpRequest) -> HttpResponse:
    """Removes the pairs of one imported file."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    name = request.POST.get("file_name", "")
    pairs = MemoryPair.objects.filter(origin=Origin.FILE, file_name=name)
    count = store.remove(pairs)
    messages.success(request, gettext("Pairs removed: %(count)d.") % {"count": count})
    return redirect("translation_memory")
