"""URLs of the work packages."""

from django.urls import path

from translation.work_packages import assignment_views, views

app_name = "work_packages"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.add, name="add"),
    path("<int:package_id>/", views.package, name="package"),
    path("<int:package_id>/change/", views.change, name="change"),
    path("<int:package_id>/delete/", views.delete, name="delete"),
    path("<int:package_id>/<slug:language>/export/", assignment_views.export, name="export"),
    path("<int:package_id>/<slug:language>/send/", assignment_views.send, name="send"),
    path("<int:package_id>/<slug:language>/approve/", assignment_views.approve, name="approve"),
]
