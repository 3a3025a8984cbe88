"""Where background work appears in the admin."""

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.menu import MenuItem

from jobs import views


@hooks.register("register_admin_urls")
def job_addresses() -> list[URLPattern | URLResolver]:
    urls = [
        path("", views.index, name="index"),
        path("<uuid:job_id>/", views.show, name="job"),
        path("<uuid:job_id>/cancel/", views.cancel, name="cancel"),
        path("<uuid:job_id>/resume/", views.resume, name="resume"),
    ]
    return [path("jobs/", include((urls, "jobs")))]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(
        _("Background work"), reverse("jobs:index"), name="jobs", icon_name="tasks", order=900
    )
