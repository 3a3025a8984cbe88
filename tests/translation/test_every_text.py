"""Every text of every page type reaches its translators, and comes back from them.

Nothing is listed here: the page types, their fields, inline children and blocks are asked what
they have. A block of a new kind must be known to `filling`, or this fails.
"""

import re
from collections.abc import Callable

from django.test import Client, TestCase

from wagtail.models import Locale, Page, get_page_models
from wagtail_localize.models import StringTranslation, TranslationSource

import pytest

from conference.models import ConferencePage
from core.bulk_string_signals import bulk_write
from tests.conftest import PageFinder
from tests.translation.conftest import translation_of
from tests.translation.numbered_content import SOURCE, Filler
from translation import upstream
from translation.sync import segment_states

CONFERENCE = "protocol/capacity-building/portal/archive/mainstreaming"
TARGET = "cible"
PAGE_TYPES = [model for model in get_page_models() if model is not Page]


def place_for(model: type[Page], page_at: PageFinder) -> Page:
    """The parts of a conference need one above them."""
    is_part = model._meta.app_label == "conference" and not issubclass(model, ConferencePage)
    return page_at(CONFERENCE if is_part else "")


def translate(page: Page, submit: Callable[..., Page]) -> Page:
    submit(page)
    translation = translation_of(page, "fr")
    with bulk_write():
        for segment in upstream.segments_of(translation.source):
            StringTranslation.objects.create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=translation.target_locale,
                data=segment.text.replace(SOURCE, TARGET),
            )
    segment_states.refresh(translation)
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance()


def numbers(text: str, word: str) -> set[int]:
    return {int(number) for number in re.findall(rf"\b{word} (\d+)\b", text)}


@pytest.mark.slow
@pytest.mark.parametrize("model", PAGE_TYPES, ids=lambda model: model.__name__)
def test_every_text_is_handed_out_and_shown_in_the_other_language(
    model: type[Page], page_at: PageFinder, client: Client, submit: Callable[..., Page]
) -> None:
    filler = Filler(Locale.get_default())
    page = filler.page(model, "every-text")
    place_for(model, page_at).add_child(instance=page)
    page.save_revision().publish()
    french = translate(page, submit)
    source = TranslationSource.objects.get_for_instance_or_none(page)
    assert source is not None
    handed_out = " ".join(upstream.plain(each.text) for each in upstream.segments_of(source))
    assert numbers(handed_out, SOURCE) == filler.numbers
    for view in ("", "print/"):
        original = client.get(f"{page.get_url()}{view}").content.decode()
        translated = client.get(f"{french.get_url()}{view}").content.decode()
        shown = numbers(original, SOURCE)
        assert numbers(translated, TARGET) == shown
        assert re.findall(rf"[^<>]*\b{SOURCE}\b[^<>]*", translated) == []
        # All but what is shown elsewhere: a session's words for the agenda, a description that
        # takes the place of the summary.
        assert len(filler.numbers - shown) <= 6
        assert "10<sup>th</sup>" in translated
