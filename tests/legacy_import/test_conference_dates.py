"""Dates as people wrote them in three languages."""

from datetime import date

import pytest

from legacy_import.parsing.conference_dates import (
    Dates,
    dates_in_sentence,
    dates_line,
    title_with_dates,
)

MAINSTREAMING = Dates(date(2009, 1, 19), date(2009, 2, 6))
RISK = Dates(date(2008, 11, 3), date(2008, 11, 14))
EXTENDED = Dates(date(2008, 11, 3), date(2008, 11, 14), date(2008, 11, 28))


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        ("19 January - 6 February 2009", MAINSTREAMING),
        ("19 January to 6 February 2009", MAINSTREAMING),
        ("From 19 January until 6 February 2009", MAINSTREAMING),
        ("19 January 2009 – 6 February 2009", MAINSTREAMING),
        ("Monday, 19 January - Friday, 6 February 2009", MAINSTREAMING),
        ("January 19 - February 6, 2009", MAINSTREAMING),
        ("19 Jan. – 6 Feb. 2009", MAINSTREAMING),
        ("19th January—6th February, 2009", MAINSTREAMING),
        ("2009-01-19 to 2009-02-06", MAINSTREAMING),
        ("19/01/2009 - 06/02/2009", MAINSTREAMING),
        ("del 19 de enero al 6 de febrero de 2009", MAINSTREAMING),
        ("Conferencia en línea: 19 de enero – 6 de febrero de 2009", MAINSTREAMING),
        ("Fechas: del 19 de enero de 2009 al 6 de febrero de 2009", MAINSTREAMING),
        ("19 janvier – 6 février 2009", MAINSTREAMING),
        ("du 19 janvier au 6 février 2009", MAINSTREAMING),
        ("Conférence en ligne\u202f: du 19\u00a0janvier au 6\u00a0février 2009", MAINSTREAMING),
        ("Online conference: 3 - 14 November 2008", RISK),
        ("3–14 November 2008", RISK),
        ("(3-14 November 2008)", RISK),
        ("November 3-14, 2008", RISK),
        ("del 3 al 14 de noviembre de 2008", RISK),
        ("3–14 November 2008 (extended to 28 November 2008)", EXTENDED),
        ("3 - 14 November 2008, extended until 28 November", EXTENDED),
        ("3 - 14 NOVEMBER 2008 (EXTENDED TO NOVEMBER 28, 2008)", EXTENDED),
        (
            "del 3 al 14 de noviembre de 2008 (prorrogada hasta el 28 de noviembre de 2008)",
            EXTENDED,
        ),
        ("du 3 au 14 novembre 2008 (prolongée jusqu’au 28 novembre 2008)", EXTENDED),
        ("du 1er au 5 mars 2009", Dates(date(2009, 3, 1), date(2009, 3, 5))),
        ("28 December - 9 January 2009", Dates(date(2008, 12, 28), date(2009, 1, 9))),
    ],
)
def test_a_dates_line_is_read(line: str, dates: Dates) -> None:
    assert dates_line(line) == dates


@pytest.mark.parametrize(
    "line",
    [
        "The fifth coordination meeting was held from 9 to 11 March 2009.",
        "San José, Costa Rica, 9–11 March 2009",
        "31 - 32 November 2008",
        "14 - 3 November 2008",
        "Decision BS-III/3, paragraphs 3 to 7",
        "11 September 2003",
        "",
    ],
)
def test_no_other_line_is_a_dates_line(line: str) -> None:
    assert dates_line(line) is None


def test_dates_within_a_sentence_are_the_conferences_only_if_it_says_so() -> None:
    text = (
        "The meeting in San José, 9–11 March 2009, takes note. The online conference will be held "
        "from 19 January to 6 February 2009 in writing."
    )
    assert dates_in_sentence(text) == MAINSTREAMING
    assert dates_in_sentence("The fifth meeting is on 9–11 March 2009.") is None
    recommended = "The meeting (New Delhi, 11-13 February 2008) recommended the online conference."
    assert dates_in_sentence(recommended) is None


def test_dates_at_the_end_of_a_title_are_taken_from_it() -> None:
    assert title_with_dates("A conference; 3 - 14 November 2008") == ("A conference", RISK)
    assert title_with_dates("A conference (3 - 14 November 2008)") == ("A conference", RISK)
    assert title_with_dates("A conference without dates") is None
