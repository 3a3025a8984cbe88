"""Fills this site for the bench of the admin; called in its environment.

Prints JSON: cookie, addresses, and the form that publishes a page. There are then a conference
with 100 sessions, 10,000 further pages, all in six languages, and a page of 200 segments.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

LANGUAGES = ["es", "fr", "ar", "ru", "zh-hans"]
CHILDREN, SEGMENTS = 100, 200
CONFERENCES, SESSIONS = (100, 9) if os.environ.get("BENCH_QUICK") else (1000, 9)
BATCH = 1000


def main() -> None:
    sys.path[:0] = [".", "site"]
    import django

    django.setup()
    from tests.bench.admin import inside
    from tests.bench.many import update_statistics

    make_board()
    explorer, page = make_sessions(), make_page()
    screen = make_segments()
    update_statistics()
    cookie = inside.make_session()
    form = inside.publishing_form(cookie, page, heading)
    print(  # noqa: T201
        json.dumps(
            {
                "cookie": cookie,
                "publish": f"/admin/pages/{page.pk}/edit/",
                "form": form,
                "explorer": f"/admin/pages/{explorer}/",
                "board": "/admin/reports/translation-board/",
                **screen,
            }
        )
    )


def heading(text: str) -> dict[str, str]:
    """The value of a heading block."""
    return {"text": text, "level": "2"}


def make_page() -> Any:
    """A page with a body in six languages."""
    from conference.models import PlainPage
    from tests.bench.admin import inside

    page = PlainPage(title="Views", slug="views", body=inside.body(heading))
    _mainstreaming().add_child(instance=page)
    page.save_revision().publish()
    inside.translate(page, LANGUAGES)
    return page


def make_sessions() -> int:
    """A hundred sessions of one conference, in six languages; the conference's id."""
    from wagtail.models import Locale

    from conference.models import ConferencePage, SessionPage
    from tests.bench.many import make_below_each, make_conferences

    made = make_conferences(_archives(), 1, prefix="explored")
    conferences = ConferencePage.objects.filter(translation_key=made[0].translation_key)
    pages = make_below_each(SessionPage, list(conferences), CHILDREN, number=1, theme="Theme")
    submit(pages, Locale.get_default())
    return int(made[0].pk)


def make_board() -> None:
    """Ten thousand pages in six languages, with all that a translation keeps but its texts."""
    from wagtail.models import Locale

    from conference.models import ConferencePage, SessionPage
    from tests.bench.many import make_below_each, make_conferences

    make_conferences(_archives(), CONFERENCES, prefix="board")
    conferences = list(ConferencePage.objects.filter(slug__startswith="board-"))
    pages = make_below_each(SessionPage, conferences, SESSIONS, number=1, theme="Theme")
    submit([*conferences, *pages], Locale.get_default())


def submit(pages: list[Any], source_locale: Any) -> None:
    """A source for each original, and a translation with its progress for each other page."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    from wagtail_localize.models import TranslatableObject, Translation, TranslationSource

    from translation.models import TranslationProgress

    now = timezone.now()
    originals = [page for page in pages if page.locale_id == source_locale.pk]
    kind = ContentType.objects.get(app_label="wagtailcore", model="page")
    TranslatableObject.objects.bulk_create(
        [
            TranslatableObject(translation_key=p.translation_key, content_type=kind)
            for p in originals
        ],
        batch_size=BATCH,
    )
    sources = TranslationSource.objects.bulk_create(
        [
            TranslationSource(
                object_id=page.translation_key,
                specific_content_type=ContentType.objects.get_for_model(type(page)),
                locale=source_locale,
                object_repr=page.title,
                content_json="{}",
                last_updated_at=now,
            )
            for page in originals
        ],
        batch_size=BATCH,
    )
    by_key = {source.object_id: source for source in sources}
    translations = Translation.objects.bulk_create(
        [
            Translation(source=by_key[page.translation_key], target_locale_id=page.locale_id)
            for page in pages
            if page.locale_id != source_locale.pk
        ],
        batch_size=BATCH,
    )
    TranslationProgress.objects.bulk_create(_progress(translations), batch_size=BATCH)


def _progress(translations: list[Any]) -> Iterator[Any]:
    from translation.models import State, TranslationProgress

    states = list(State.values)
    for number, translation in enumerate(translations):
        yield TranslationProgress(
            translation=translation,
            translation_key=translation.source.object_id,
            source_locale_id=translation.source.locale_id,
            locale_id=translation.target_locale_id,
            state=states[number % len(states)],
            words=200,
            words_left=number % 200,
        )


def make_segments() -> dict[str, Any]:
    """A page of 200 segments to translate into French; the addresses that its screen asks for."""
    from conference.models import PlainPage
    from tests.bench.admin.inside import SENTENCE
    from translation.models import SegmentRecord

    # The title is a segment, too.
    body = [("paragraph", f"<p>{number}. {SENTENCE}</p>") for number in range(SEGMENTS - 1)]
    page = PlainPage(title="Segments", slug="segments", body=body)
    _mainstreaming().add_child(instance=page)
    page.save_revision().publish()
    from wagtail.models import Locale
    from wagtail_localize.operations import translate_object

    translate_object(page, list(Locale.objects.filter(language_code="fr")))
    ids = list(
        SegmentRecord.objects.filter(
            translation__source__object_id=page.translation_key, is_current=True
        ).values_list("pk", flat=True)[:25]
    )
    workspace = "/admin/translation-workspace/"
    query = f"?language=fr&page={page.pk}"
    return {
        "screen": [
            f"{workspace}{query}",
            f"{workspace}queue/{query}",
            f"{workspace}segments/?ids={','.join(map(str, ids))}",
        ]
    }


def _archives() -> list[Any]:
    """In every language, the English one first."""
    from capacity.models import ArchivePage

    return list(ArchivePage.objects.order_by("pk"))


def _mainstreaming() -> Any:
    from wagtail.models import Locale

    from conference.models import MainstreamingPage

    return MainstreamingPage.objects.get(locale=Locale.get_default(), slug="mainstreaming")


if __name__ == "__main__":
    main()
