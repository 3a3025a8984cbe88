"""Registers the admin URLs and the menu item of background jobs."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from jobs import views


@hooks.register("register_admin_urls")
def register_job_urls() -> list[URLPattern | URLResolver]:
    """The job views under `jobs/` in the admin."""
    urls = [
        path("", views.index, name="index"),
        path("<uuid:job_id>/", views.show, name="job"),
        path("<uuid:job_id>/cancel/", views.cancel, name="cancel"),
        path("<uuid:job_id>/resume/", views.resume, name="resume"),
    ]
    return [path("jobs/", include((urls, "jobs")))]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    """Reports → Background work."""
    return MenuItem(
        _("Background work"), reverse("jobs:index"), name="jobs", icon_name="tasks", order=900
    )
