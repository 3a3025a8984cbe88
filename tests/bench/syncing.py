"""What it costs to tell all languages of a changed original, with 100 pages and with 1,000.

Each page is published with one sentence changed, which makes one segment stale in two languages.
"""

import tempfile
import time
from pathlib import Path
from typing import Any

from tests.bench.archive import set_up

FEW, MANY = 100, 1_000
LANGUAGES = ("es", "fr")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        pages = submitted(MANY)
        few = per_page(pages[:FEW])
        many = per_page(pages)
    print(f"{'pages':>8} {'ms a page':>10}")  # noqa: T201
    for number, cost in ((FEW, few), (MANY, many)):
        print(f"{number:>8} {cost:>10.1f}")  # noqa: T201
    print(f"{many / few:.2f} × as much for each of {MANY} pages as of {FEW}")  # noqa: T201


def submitted(number: int) -> list[Any]:
    """Pages with three sentences each, translated and approved in every language."""
    from wagtail.models import Locale

    from conference.models import MainstreamingPage, PlainPage
    from translation import engine, states

    parent = MainstreamingPage.objects.get(locale=Locale.get_default(), slug="mainstreaming")
    locales = list(Locale.objects.filter(language_code__in=LANGUAGES))
    pages = []
    for place in range(number):
        page = PlainPage(title=f"Page {place}", slug=f"page-{place}", locale=parent.locale)
        page.body = [("paragraph", "<p>One sentence.</p><p>Another one, longer.</p>")]
        parent.add_child(instance=page)
        page.save_revision().publish()
        _translate(page, locales, engine, states)
        pages.append(page)
    return pages


def _translate(page: Any, locales: list[Any], engine: Any, states: Any) -> None:
    from wagtail_localize.models import Translation
    from wagtail_localize.operations import translate_object

    translate_object(page, locales)
    for translation in Translation.objects.filter(source__object_id=page.translation_key):
        segments = engine.segments_of(translation.source)
        texts = [(segment, f"{segment.text}.") for segment in segments]
        engine.carry(translation, texts, tool_name="")
        states.refresh(translation)
        translation.save_target(publish=True)


def per_page(pages: list[Any]) -> float:
    """Milliseconds of CPU, a page, to take a change over and to mark what became stale."""
    from django.db import transaction

    from wagtail.models import Page

    from translation import engine

    spent = 0.0
    for place, page in enumerate(pages):
        current = Page.objects.get(pk=page.pk).specific
        block = current.body[0]
        html = block.value.source.replace("Another", f"Another {place},")
        current.body[0] = ("paragraph", html, block.id)
        current.save()
        source = engine.source_of(current)
        assert source is not None
        began = time.process_time()
        with transaction.atomic():
            source.update_from_db()
        spent += time.process_time() - began
    return spent * 1000 / len(pages)


if __name__ == "__main__":
    main()
