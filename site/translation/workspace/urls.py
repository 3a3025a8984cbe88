"""URLs of the translators' workspace."""

from django.urls import path

from translation.workspace import page_actions, plain_form, segment_actions, suggestions, views

app_name = "translation_workspace"
urlpatterns = [
    path("", views.workspace, name="workspace"),
    path("queue/", views.queue_of, name="queue"),
    path("segments/", views.segments, name="segments"),
    path("session/", views.session, name="session"),
    path("concordance/", segment_actions.concordance, name="concordance"),
    path("send/", page_actions.send, name="send"),
    path("segments/<int:record_id>/save/", segment_actions.save, name="save"),
    path("segments/<int:record_id>/check/", segment_actions.check, name="check"),
    path("segments/<int:record_id>/about/", segment_actions.about, name="about"),
    path("segments/<int:record_id>/comment/", segment_actions.comment, name="comment"),
    path("segments/<int:record_id>/decide/", segment_actions.decide, name="decide"),
    path("segments/<int:record_id>/set-aside/", segment_actions.set_aside, name="set_aside"),
    path("segments/<int:record_id>/repeat/", segment_actions.repeat, name="repeat"),
    path("segments/<int:record_id>/machine/", suggestions.ask, name="machine"),
    path("segments/<int:record_id>/preview/", page_actions.preview, name="preview"),
    path("pages/<int:translation_id>/form/", plain_form.plain_form, name="plain_form"),
    path("pages/<int:translation_id>/stop/", page_actions.stop, name="stop"),
    path("pages/<int:translation_id>/resume/", page_actions.resume, name="resume"),
]
