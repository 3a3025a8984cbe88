"""Grows the site of this environment: conferences with nine sessions each, found by search.

`python -m tests.bench.growth.content 1000` makes 10,000 pages; prints the value of the Cookie
header of an administrator.
"""

import sys

SESSIONS = 9
# In one statement for all pages: as many rows, and the same words in each of them.
COPIES = (
    """INSERT INTO search_searchentry (page_id, language, title, summary, text)
       SELECT page.id, entry.language, page.title, entry.summary, entry.text
       FROM wagtailcore_page page, search_searchentry entry
       WHERE entry.page_id = %(from)s AND page.id = ANY(%(to)s) AND page.id <> %(from)s""",
    """INSERT INTO search_index (page_id, is_long, head, words, keys)
       SELECT page.id, known.is_long, known.head, known.words, known.keys
       FROM wagtailcore_page page, search_index known
       WHERE known.page_id = %(from)s AND page.id = ANY(%(to)s) AND page.id <> %(from)s""",
    """INSERT INTO search_searchfacet (entry_id, facet, value)
       SELECT page.id, known.facet, known.value
       FROM wagtailcore_page page, search_searchfacet known
       WHERE known.entry_id = %(from)s AND page.id = ANY(%(to)s) AND page.id <> %(from)s""",
)


def main() -> None:
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from tests.bench.admin.inside import make_session
    from tests.bench.many import update_statistics

    grow(int(sys.argv[1]))
    update_statistics()
    print(make_session())  # noqa: T201


def grow(number: int) -> None:
    """Makes the conferences and their sessions, each with a text, and their search entries."""
    from capacity.models import ArchivePage
    from conference.models import SessionPage
    from tests.bench.admin.inside import SENTENCE
    from tests.bench.many import make_below_each, make_conferences

    archive = ArchivePage.objects.get(locale__language_code="en")
    conferences = make_conferences([archive], number, prefix="grown")
    body = [("paragraph", f"<p>{SENTENCE}</p>")] * 3
    sessions = make_below_each(
        SessionPage, conferences, SESSIONS, number=1, theme="Theme", body=body
    )
    for pages in (conferences, sessions):
        _index([page.pk for page in pages])


def _index(keys: list[int]) -> None:
    from django.db import connection

    from wagtail.models import Page

    from search.index_updates import index_page

    index_page(Page.objects.get(pk=keys[0]))
    with connection.cursor() as cursor:
        for statement in COPIES:
            cursor.execute(statement, {"from": keys[0], "to": keys})


if __name__ == "__main__":
    main()
