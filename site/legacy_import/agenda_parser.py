"""Parses the text of an agenda page into its sessions, and finds guiding questions."""

from dataclasses import dataclass, field

from django.utils.translation import gettext

from legacy_import.parsing.conference_dates import Dates, dates_line, find_dates, split_theme
from legacy_import.parsing.language_vocabulary import is_questions_label, is_stage, session_head
from legacy_import.parsing.text_blocks import Block, Grid, Heading, Listing, Paragraph
from legacy_import.parsing.text_comparison import fold, plain
from legacy_import.rich_text_output import rich

LONGEST_THEME = 500
LONGEST_HEADING = 200
Split = tuple[list[Block], list[str], list[Block]]


@dataclass
class Section:
    """What an agenda says about one session."""

    number: int
    title: str
    """Such as "Session 1", as it was written."""
    theme: str
    introduction: str = ""
    """Rich text."""
    questions: list[str] = field(default_factory=list)
    dates: Dates | None = None
    heading: str = ""
    """What heads this and the following sessions on the agenda: "Week 2"."""
    note: str = ""
    """Rich text between that heading and the session."""
    dated_theme: str = ""
    """The theme as it was written, where the dates stand in its line."""


@dataclass
class Agenda:
    """The parsed agenda: opening blocks, sessions, closing blocks, and doubts for the report."""

    opening: list[Block]
    sections: list[Section] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def read_agenda(blocks: list[Block]) -> Agenda:
    """Returns the parsed agenda; without recognisable sessions all blocks are in `opening`."""
    blocks = _with_heads(blocks)
    places = _heads(blocks)
    if not places:
        return Agenda(blocks)
    opening, stage = split_stage(blocks[: places[0]], blocks[places[0]])
    agenda = Agenda(opening)
    dates: Dates | None = None
    for place, end in zip(places, [*places[1:], len(blocks)], strict=True):
        is_last = end == len(blocks)
        text = blocks[place:end]
        following: list[Block] = []
        if not is_last:
            text, following = split_stage(text, blocks[end])
        section, closing = _section(text, is_last=is_last)
        if section is not None:
            dates = _head_with_stage(section, stage, dates)
        stage = following
        if section is None:
            doubt = gettext(
                "The sessions stay in the agenda’s text: one of them fits no session page."
            )
            return Agenda(blocks, doubts=[doubt])
        agenda.sections.append(section)
        agenda.closing = closing
    return agenda


def _head_with_stage(section: Section, stage: list[Block], dates: Dates | None) -> Dates | None:
    """Sets the section's heading; returns the dates of the sessions below it, if any."""
    if stage:
        section.heading, section.note = stage[0].text, rich(stage[1:])
        found = find_dates(section.heading)
        dates = found.dates if found else None
    section.dates = section.dates or dates
    return dates


def _with_heads(blocks: list[Block]) -> list[Block]:
    """Splits lists in which every item is a session's heading."""
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Listing) and all(
            _first_head(entry.content) for entry in block.entries
        ):
            for entry in block.entries:
                parts = [Paragraph(p) if isinstance(p, str) else p for p in entry.content]
                result.extend(parts)
        else:
            result.append(block)
    return result


def _first_head(content: tuple[str | Listing, ...]) -> bool:
    first = content[0] if content else None
    return isinstance(first, str) and session_head(Paragraph(first).text) is not None


def _heads(blocks: list[Block]) -> list[int]:
    """Returns where sessions begin; a repeated number does not begin a session."""
    places, seen = [], set()
    for place, block in enumerate(blocks):
        head = session_head(block.text) if isinstance(block, Heading | Paragraph) else None
        if head is not None and head[0] not in seen and len(block.text) < LONGEST_THEME + 40:
            seen.add(head[0])
            places.append(place)
    return places


def _section(blocks: list[Block], *, is_last: bool) -> tuple[Section | None, list[Block]]:
    """Returns the section and, for the last one, the blocks after its questions."""
    head, rest = blocks[0], blocks[1:]
    number, theme = session_head(head.text) or (0, "")
    if theme.endswith(")") and "(" not in theme:
        theme = theme[:-1]  # "Session 1 (The scope)"
    title = _title(head.text, theme)
    written = theme
    theme, dates = split_theme(theme)
    if not theme and rest and _is_theme(rest[0]):
        theme, rest = rest[0].text, rest[1:]
    section = Section(number, title, theme or title, dates=dates)
    section.dated_theme = written if dates else ""
    if rest and dates_line(rest[0].text):
        section.dates, rest = dates_line(rest[0].text), rest[1:]
    before, questions, after = split_questions(rest)
    if is_last and not questions:
        before, after = _after_labelled_questions(rest)
    if after and not is_last:
        before, questions, after = rest, [], []
    if any(isinstance(block, Grid) for block in before) or len(section.theme) > LONGEST_THEME:
        return None, []
    section.introduction, section.questions = rich(before), questions
    return section, after


def _after_labelled_questions(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """Splits after the questions labelled (a), (b)…; the rest is not the session's."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Listing) and _asks(block):
            return blocks[: place + 1], blocks[place + 1 :]
    return blocks, []


def _asks(listing: Listing) -> bool:
    asking = sum(entry.text.endswith("?") for entry in listing.entries)
    return asking * 2 > len(listing.entries)


def _title(head: str, theme: str) -> str:
    line = plain(head)
    return (line[: len(line) - len(theme)] if theme else line).rstrip(" :.–—|-(")


def _is_theme(block: Block) -> bool:
    if not isinstance(block, Heading | Paragraph) or len(block.text) > 200:
        return False
    is_other = is_questions_label(block.text) or dates_line(block.text) is not None
    return not is_other and block.text[-1:] not in ".?!:"


def split_stage(blocks: list[Block], session: Block) -> tuple[list[Block], list[Block]]:
    """Splits the blocks above a session's heading before the heading of its stage."""
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if isinstance(block, Grid):
            break
        is_directly_above = place == len(blocks) - 1
        leads = isinstance(block, Heading | Paragraph) and is_stage(block.text)
        if leads or (is_directly_above and _is_above(block, session)):
            return blocks[:place], blocks[place:]
    return blocks, []


def _is_above(block: Block, session: Block) -> bool:
    if not isinstance(block, Heading) or not isinstance(session, Heading):
        return False
    is_short = len(block.text) <= LONGEST_HEADING and not is_questions_label(block.text)
    return block.level < session.level and is_short and "<a " not in block.html


def split_questions(blocks: list[Block]) -> Split:
    """Returns the blocks before the questions, the questions as plain text, the blocks after.

    Without questions, or where they hold more than plain text, all blocks are “before”.
    """
    for place, block in enumerate(blocks):
        is_labelled = place > 0 and is_questions_label(blocks[place - 1].text)
        questions, end = _questions_at(blocks, place, is_labelled=is_labelled)
        if questions:
            return _before(blocks[:place], is_labelled=is_labelled), questions, blocks[end:]
        if isinstance(block, Listing) and is_labelled:
            break
    return blocks, [], []


def _questions_at(blocks: list[Block], place: int, *, is_labelled: bool) -> tuple[list[str], int]:
    block = blocks[place]
    if isinstance(block, Listing):
        questions = _in_list(block)
        asks = sum(question.splitlines()[0].endswith("?") for question in questions)
        return (questions, place + 1) if is_labelled or asks * 2 > len(questions) else ([], place)
    if not is_labelled:
        return [], place
    end = place
    while end < len(blocks) and _is_question(blocks[end]):
        end += 1
    return [blocks[i].text for i in range(place, end)], end


def _is_question(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.endswith("?") and "<a " not in block.html


def _in_list(listing: Listing) -> list[str]:
    """Returns the items as plain text; None where formatting or numbers would be lost."""
    if not (listing.is_bulleted or listing.is_ordered):
        return []
    texts = [entry.plain_text for entry in listing.entries]
    return [] if None in texts else [text or "" for text in texts]


def _before(blocks: list[Block], *, is_labelled: bool) -> list[Block]:
    """Returns the blocks without a label that the page's template shows itself."""
    label = blocks[-1] if blocks and is_labelled else None
    is_ours = isinstance(label, Paragraph | Heading) and fold(label.text) == fold(
        gettext("Guiding questions")
    )
    return blocks[:-1] if is_ours else blocks
