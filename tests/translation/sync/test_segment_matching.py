"""Which text of a changed original was which before."""

from translation.sync.text_comparison import ComparedSegment, diff, match


def segments(*texts: str, path: str = "body.1") -> list[ComparedSegment]:
    return [ComparedSegment(text, path, text) for text in texts]


def test_the_only_text_at_a_place_is_what_became_of_it() -> None:
    new, old = segments("Call for papers", path="title"), segments("Introduction", path="title")
    assert match(new, old) == {"Call for papers": "Introduction"}


def test_of_several_sentences_the_most_alike_belong_together() -> None:
    old = segments("The first sentence of all.", "A second one, quite different.")
    new = segments("A second one quite different.", "The first sentences of all.")
    assert match(new, old) == {new[0].key: old[1].key, new[1].key: old[0].key}


def test_a_new_sentence_among_others_is_nobodys_successor() -> None:
    old = segments("The first sentence of all.", "Zebras graze.")
    new = segments("The first sentence of all!", "Quixotic jumps over 42 boxes.")
    assert match(new, old) == {new[0].key: old[0].key}


def test_a_pasted_block_is_recognised_at_another_place() -> None:
    old = segments("National plans and strategies were reviewed by Parties.", path="body.1")
    new = segments("National plans and strategies are reviewed by Parties.", path="body.2")
    assert match(new, old) == {new[0].key: old[0].key}
    assert match(segments("Something else.", path="body.3"), old) == {}


def test_an_old_text_has_one_successor() -> None:
    old = segments("One and the same sentence.")
    new = segments("One and the same sentence!", "One and the same sentence?")
    assert len(match(new, old)) == 1


def test_a_word_diff_names_the_changed_words_only() -> None:
    pieces = diff("Plans, strategies and aims", "Plans and final aims")
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == (
        "Plans, strategies and aims"
    )
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == (
        "Plans and final aims"
    )
    assert diff("same", "same")[0].kind == "same"
