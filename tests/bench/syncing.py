"""What it costs to tell all languages of a changed original, with 100 pages and with 1,000.

Each page is published with one sentence changed, which makes one segment stale in two languages.
Publishing as such is Wagtail's; what is measured is the task that follows, `learning.learn`.
"""

from typing import Any

from tests.bench.databases import is_measuring, run_on_each, set_up
from tests.bench.per_page import SIZES, per_page, report

LANGUAGES = ("es", "fr")
BODY = "<p>One sentence.</p><p>Another one, longer.</p>"


def main() -> None:
    if is_measuring():
        measure()
    else:
        run_on_each("tests.bench.syncing")


def measure() -> None:
    set_up()
    report("syncing into two languages", {size: costs(size) for size in SIZES})


def costs(size: int) -> dict[str, float]:
    """Of `size` pages that are new; they stay, so that the next ones are more."""
    from translation.models import State, TranslationProgress

    pages = translated(size)
    stale = TranslationProgress.objects.filter(state=State.STALE)
    before = stale.count()
    rows = {"nothing changed": per_page(lambda: learn(pages), size)}
    assert stale.count() == before
    rewrite(pages)
    rows["one sentence changed"] = per_page(lambda: learn(pages), size)
    assert stale.count() == before + size * len(LANGUAGES)
    return rows


def translated(number: int) -> list[Any]:
    """Pages with three texts each, all of them translated in every language."""
    from wagtail.models import Locale

    from conference.models import MainstreamingPage, PlainPage
    from tests.bench.many import make_pages

    parent = MainstreamingPage.objects.get(locale=Locale.get_default(), slug="mainstreaming")
    body = [("paragraph", BODY)]
    pages = make_pages(PlainPage, parent, number, prefix=f"bench-{number}", body=body)
    locales = list(Locale.objects.filter(language_code__in=LANGUAGES))
    for page in pages:
        _translate(PlainPage.objects.get(pk=page.pk), locales)
    return pages


def _translate(page: Any, locales: list[Any]) -> None:
    from wagtail_localize.models import Translation
    from wagtail_localize.operations import translate_object

    from translation import upstream
    from translation.sync import segment_states

    translate_object(page, locales)
    for translation in Translation.objects.filter(source__object_id=page.translation_key):
        segments = upstream.segments_of(translation.source)
        texts = [(segment, f"{segment.text}.") for segment in segments]
        upstream.carry(translation, texts, tool_name="")
        segment_states.refresh(translation)


def rewrite(pages: list[Any]) -> None:
    """The public text of each original, as publishing it leaves it."""
    from conference.models import PlainPage

    for page in PlainPage.objects.filter(pk__in=[page.pk for page in pages]):
        block = page.body[0]
        page.body[0] = ("paragraph", BODY.replace("Another", "Yet another"), block.id)
        page.save(update_fields=["body"])


def learn(pages: list[Any]) -> None:
    from wagtail_localize.models import TranslationSource

    from translation.sync.source_sync import learn as task

    for page in pages:
        source = TranslationSource.objects.get_for_instance_or_none(page)
        assert source is not None
        task.func(source.pk)


if __name__ == "__main__":
    main()
