"""URLs of the translators' workspace."""

from django.urls import path

from translation.workspace import actions, pages, preview, views

app_name = "translation_desk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("queue/", views.queue_of, name="queue"),
    path("segments/", views.segments, name="segments"),
    path("session/", views.session, name="session"),
    path("concordance/", actions.concordance, name="concordance"),
    path("send/", pages.send, name="send"),
    path("segments/<int:record_id>/save/", actions.save, name="save"),
    path("segments/<int:record_id>/check/", actions.check, name="check"),
    path("segments/<int:record_id>/about/", actions.about, name="about"),
    path("segments/<int:record_id>/comment/", actions.comment, name="comment"),
    path("segments/<int:record_id>/decide/", actions.decide, name="decide"),
    path("segments/<int:record_id>/set-aside/", actions.set_aside, name="set_aside"),
    path("segments/<int:record_id>/repeat/", actions.repeat, name="repeat"),
    path("segments/<int:record_id>/preview/", preview.preview, name="preview"),
    path("pages/<int:translation_id>/stop/", pages.stop, name="stop"),
    path("pages/<int:translation_id>/resume/", pages.resume, name="resume"),
]
