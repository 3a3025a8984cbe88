"""Segments of a contribution, and what becomes of their translations when it is edited."""

from hypothesis import given
from hypothesis import strategies as st

from contributions.translating.segments import Segment, followed, joined, split

TEXT = "Eins.\n\n- zwei\n- drei\n\n```\ncode\n\nstill code\n```\n\nVier."


def test_blank_lines_separate_segments_but_not_code() -> None:
    assert split(TEXT) == ["Eins.", "- zwei\n- drei", "```\ncode\n\nstill code\n```", "Vier."]


@given(st.lists(st.text("ab `~\n-#", max_size=12), max_size=6))
def test_nothing_of_a_text_is_lost(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    kept = [line for block in split(text) for line in block.split("\n") if line.strip()]
    assert kept == [line for line in text.split("\n") if line.strip()]


def made(*pairs: tuple[str, str]) -> list[Segment]:
    return [Segment(source, target) for source, target in pairs]


def test_unchanged_segments_keep_their_translation_wherever_they_stand() -> None:
    before = made(("t", "T"), ("one", "ONE"), ("two", "TWO"))
    after = followed(before, ["t", "new and different", "two", "one"])
    assert [each.target for each in after] == ["T", "", "TWO", "ONE"]
    assert not any(each.is_stale for each in after)


def test_a_changed_segment_keeps_its_translation_with_the_former_original() -> None:
    before = made(("t", "T"), ("the quick brown fox", "renard"))
    [_title, changed] = followed(before, ["t", "the quick red fox"])
    assert (changed.target, changed.former) == ("renard", "the quick brown fox")
    [_title, again] = followed([_title, changed], ["t", "the quick old fox"])
    assert again.former == "the quick brown fox"


def test_equal_segments_are_translated_each_on_its_own() -> None:
    before = made(("t", "T"), ("same", "A"), ("same", "B"))
    assert [each.target for each in followed(before, ["t", "same", "same"])] == ["T", "A", "B"]


def test_title_and_text_are_put_together_again() -> None:
    assert joined(made(("t", " T "), ("one", "ONE"), ("two", ""))) == ("T", "ONE")
