"""Views of the files at the root of the site: robots.txt, security.txt, favicon."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.navigation.site_settings import contact_email


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Serves robots.txt."""
    context = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Serves security.txt, the contact for vulnerabilities (RFC 9116)."""
    context = {
        "contact": contact_email(request),
        "expires": (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z"),
        "languages": ", ".join(code for code, _autonym in settings.LANGUAGES),
        "canonical": request.build_absolute_uri(reverse("security")),
    }
    return render(request, "security.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Redirects to the favicon."""
    return redirect(static("core/favicon.svg"), permanent=True)
