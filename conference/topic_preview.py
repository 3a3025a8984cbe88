"""Preview of a topic for its form in the admin."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override

from conference.models.conference_page import ConferencePage
from conference.models.topic import Topic
from conference.topic_links import TopicLink
from core.pages.public_querysets import readable


def preview_topic(request: HttpRequest, topic: Topic) -> HttpResponse:
    """Renders the topic's name as conferences show it, and the conferences that have it."""
    locale = topic.locale if topic.locale_id else None
    with override(locale.language_code if locale else settings.LANGUAGE_CODE):
        conferences = readable(ConferencePage.objects.all()).filter(
            topics__translation_key=topic.translation_key, locale_id=topic.locale_id
        )
        context = {
            "object": topic,
            "topics": [TopicLink(name=topic.name, language="", url="")],
            "conferences": conferences.select_related("locale").order_by("-opens_at"),
        }
        return render(request, "conference/topic_preview.html", context)
