"""Topics: chosen once for all languages, shown in each by its own name, kept by those who may."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

import pytest

from conference.models import Topic
from tests.conftest import PageFinder

ARCHIVE = "protocol/capacity-building/portal/archive"
RISK = f"{ARCHIVE}/risk-assessment"
NAMES = {
    "en": ["Environmental risk assessment", "Post-release monitoring"],
    "es": ["Evaluación de riesgos ambientales", "Vigilancia tras la liberación"],
    "fr": ["Surveillance après la libération", "Évaluation des risques pour l’environnement"],
}


def named(key: str, language: str) -> Topic:
    topic: Topic = Topic.objects.get(key=key, locale__language_code=language)
    return topic


@pytest.mark.parametrize("language", NAMES)
def test_a_conference_names_its_topics_in_its_language_and_leads_to_the_archive(
    client: Client, page_at: PageFinder, language: str
) -> None:
    links = page_at(RISK, language).topic_links
    assert sorted(link.name for link in links) == sorted(NAMES[language])
    text = client.get(f"/{language}/{RISK}/").content.decode()
    assert f'<a href="/{language}/{ARCHIVE}/?topic=monitoring">' in text


@pytest.mark.parametrize("language", NAMES)
def test_print_names_the_topics_as_text(client: Client, home: Any, language: str) -> None:
    for view in ("print/", "print/all/"):
        text = client.get(f"/{language}/{RISK}/{view}").content.decode()
        assert all(name in text for name in NAMES[language])
        assert "?topic=" not in text


def test_topics_are_chosen_once_for_all_languages(page_at: PageFinder) -> None:
    page = page_at(RISK)
    page.topics = [named("national-capacities", "en")]
    page.save_revision().publish()
    for language in NAMES:
        assert [topic.key for topic in page_at(RISK, language).topics.all()] == [
            "national-capacities"
        ]


@pytest.mark.long
def test_a_translation_saved_with_other_topics_takes_those_of_its_original(
    page_at: PageFinder,
) -> None:
    page = page_at(RISK, "fr")
    page.topics = []
    page.save_revision().publish()
    assert page_at(RISK, "fr").topics.count() == 2


def test_topics_in_a_draft_stay_in_the_draft(page_at: PageFinder) -> None:
    page = page_at(RISK)
    page.topics = []
    page.save_revision()
    assert page_at(RISK, "es").topics.count() == page_at(RISK).topics.count() == 2


def test_a_topic_that_is_not_translated_yet_says_in_which_language_it_is(
    client: Client, page_at: PageFinder
) -> None:
    named("monitoring", "fr").delete()
    text = client.get(f"/fr/{RISK}/").content.decode()
    link = f'<a href="/fr/{ARCHIVE}/?topic=monitoring">Post-release monitoring</a>'
    assert f'<li lang="en" dir="ltr">{link}</li>' in text
    text = client.get(f"/fr/{ARCHIVE}/").content.decode()
    assert (
        '<option value="monitoring" lang="en" dir="ltr">Post-release monitoring (1)</option>'
        in text
    )


def copied_to_french(name: str) -> Topic:
    """An English topic, whose copy is live in French before anybody translated it."""
    topic = Topic.objects.create(key="copied", name=name, locale=Locale.get_default())
    translate_object(topic, [Locale.objects.get(language_code="fr")])
    return topic


def give_french_name(topic: Topic, name: str) -> None:
    translation = Translation.objects.get(
        source__object_id=topic.translation_key, target_locale__language_code="fr"
    )
    segment = translation.source.stringsegment_set.get()
    StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data=name,
    )
    translation.save_target()


def french_name(topic: Topic) -> tuple[str, str]:
    names = Topic.objects.names(Locale.objects.get(language_code="fr"))
    return names[topic.key]


def test_a_copy_says_its_language_until_its_name_is_translated(home: Any) -> None:
    topic = copied_to_french("Financing")
    assert french_name(topic) == ("Financing", "en")
    give_french_name(topic, "Financement")
    assert french_name(topic) == ("Financement", "fr")


def test_a_translation_may_be_the_word_of_the_source(home: Any) -> None:
    topic = copied_to_french("Transport")
    give_french_name(topic, "Transport")
    assert french_name(topic) == ("Transport", "fr")


def test_a_copy_without_a_name_of_its_own_follows_a_renamed_source(home: Any) -> None:
    topic = copied_to_french("Financing")
    topic.name = "Funding"
    topic.save()
    assert french_name(topic) == ("Funding", "en")


def test_an_untranslated_copy_is_marked_wherever_it_is_named(
    client: Client, page_at: PageFinder
) -> None:
    topic = copied_to_french("Financing")
    page = page_at(RISK)
    page.topics = [topic]
    page.save_revision().publish()
    assert '<li lang="en" dir="ltr">' in client.get(f"/fr/{RISK}/").content.decode()
    for view in ("", "print/"):
        text = client.get(f"/fr/{ARCHIVE}/{view}?topic=copied").content.decode()
        assert '<span lang="en">Financing</span>' in text
        assert "Thème" in text


def test_a_key_is_taken_once_in_a_language(home: Any) -> None:
    topic = Topic(name="Twice", key="monitoring", locale=home.locale)
    with pytest.raises(ValidationError, match="has this key already"):
        topic.full_clean()


# --- Who keeps them ---------------------------------------------------------------------------


def edit_address(topic: Topic) -> str:
    return reverse("wagtailsnippets_conference_topic:edit", args=[topic.pk])


MAY_CHANGE = {
    "editor": {"en"},
    "moderator": {"en", "es", "fr"},
    "translator-es": {"es"},
    "translator-fr": {"fr"},
    "reviewer": {"es", "fr"},
}


@pytest.mark.parametrize("username", MAY_CHANGE)
def test_topics_are_changed_by_those_who_work_in_their_language(
    client: Client, account: Callable[[str], Any], username: str
) -> None:
    client.force_login(account(username))
    opened = {
        language
        for language in NAMES
        if client.get(edit_address(named("monitoring", language))).status_code == 200
    }
    assert opened == MAY_CHANGE[username]


@pytest.mark.parametrize(
    ("username", "added"), [("editor", True), ("moderator", True), ("translator-es", False)]
)
def test_topics_are_added_by_editors_and_moderators(
    client: Client, account: Callable[[str], Any], username: str, added: bool
) -> None:
    client.force_login(account(username))
    data = {"name": "Financing", "key": "financing"}
    client.post(reverse("wagtailsnippets_conference_topic:add"), data)
    assert Topic.objects.filter(key="financing", locale__language_code="en").exists() == added


@pytest.mark.parametrize(("username", "saved"), [("translator-fr", True), ("translator-es", False)])
def test_a_translator_translates_a_name_into_the_own_language_only(
    client: Client, account: Callable[[str], Any], username: str, saved: bool
) -> None:
    topic = named("monitoring", "fr")
    translation = Translation.objects.get(
        source__object_id=topic.translation_key, target_locale=topic.locale
    )
    segment = translation.source.stringsegment_set.get()
    client.force_login(account(username))
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    response = client.put(address, "value=Suivi", content_type="application/x-www-form-urlencoded")
    assert (response.status_code in (200, 201)) == saved


def test_a_translator_cannot_delete_a_topic(client: Client, account: Callable[[str], Any]) -> None:
    client.force_login(account("translator-es"))
    topic = named("monitoring", "en")
    client.post(reverse("wagtailsnippets_conference_topic:delete", args=[topic.pk]))
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_every_name_reaches_translators(home: Any) -> None:
    french = Locale.objects.get(language_code="fr")
    for topic in Topic.objects.filter(locale=home.locale):
        translation = Translation.objects.get(
            source__object_id=topic.translation_key, target_locale=french
        )
        assert topic.name in [entry.msgid for entry in translation.export_po()]
