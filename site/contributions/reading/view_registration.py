"""Registers the views below sessions and conferences that show contributions."""

from django.conf import settings

from wagtail.models import Page

from contributions import conference_registry
from contributions.contribution_cache_tags import conference_tag, session_tag, translations_tag
from contributions.reading import contribution_urls, feed, open_data, people, statistics, views
from core.routing import page_views
from core.routing.file_responses import outlet

NUMBER = r"[1-9]\d{0,8}"


def _tags_of(page: Page) -> set[str]:
    """The page is a session or a conference, which have different keys."""
    key = page.translation_key
    own = translations_tag(key, page.locale.language_code)
    return {*page.cache_tags, session_tag(key), conference_tag(key), own}


def _tags_in_every_language(page: Page) -> set[str]:
    codes = [code for code, _name in settings.LANGUAGES]
    return _tags_of(page) | {translations_tag(page.translation_key, code) for code in codes}


feed_of_session = outlet(feed.feed_of_session, _tags_of)
as_json = outlet(open_data.json_file, _tags_in_every_language)
as_csv = outlet(open_data.csv_file, _tags_of)


def connect() -> None:
    """Register the views below pages as soon as the conferences are registered."""
    conference_registry.when_registered(_hang)


def _hang(session_page: type[Page], conference_page: type[Page]) -> None:
    page_views.register(contribution_urls.NAME, views.of_session, below=session_page, takes=NUMBER)
    page_views.register(
        contribution_urls.NAME, views.of_conference, below=conference_page, takes=NUMBER
    )
    page_views.register(feed.FILE_NAME, feed_of_session, below=session_page)
    for kind in (session_page, conference_page):
        page_views.register(open_data.JSON_NAME, as_json, below=kind)
        page_views.register(open_data.CSV_NAME, as_csv, below=kind)
    page_views.register(people.NAME, people.of_conference, below=conference_page)
    page_views.register(statistics.NAME, statistics.of_conference, below=conference_page)
