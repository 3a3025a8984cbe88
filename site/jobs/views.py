"""Admin views that list, show, cancel and resume background jobs."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jobs import runner
from jobs.models import Job

JOBS_PER_PAGE = 50
# How often the page of a running job reloads.
REFRESH_SECONDS = 2


def _visible_job(request: HttpRequest, job_id: UUID) -> Job:
    return get_object_or_404(Job.objects.visible_to(request.user), pk=job_id)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Lists the jobs that the user may see."""
    jobs = Paginator(Job.objects.visible_to(request.user).select_related("owner"), JOBS_PER_PAGE)
    return render(request, "jobs/index.html", {"jobs": jobs.get_page(request.GET.get("p"))})


@require_safe
def show(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Shows one job; the page reloads while it runs."""
    job = _visible_job(request, job_id)
    context: dict[str, Any] = {"job": job}
    if not job.is_finished and not job.is_lost:
        context["refresh_seconds"] = REFRESH_SECONDS
    return render(request, "jobs/job.html", context)


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Cancels a job."""
    job = _visible_job(request, job_id)
    runner.cancel(job)
    return redirect(job.url)


@require_POST
def resume(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Resumes a job, or warns where it is running or done."""
    job = _visible_job(request, job_id)
    if not runner.resume(job):
        messages.warning(request, gettext("This work is running or done already."))
    return redirect(job.url)
