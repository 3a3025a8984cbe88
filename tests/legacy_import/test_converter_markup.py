"""Text that terminals' browsers and converters wrote of a page is read like the page itself.

The samples have the form that lynx 2.9, w3m 0.5.3, links 2.28, elinks 0.13, pandoc 2.17, Debian's
html2text 1.3 and Python's html2text 2025 gave a page.
"""

import re

import pytest

from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.legacy_page import LegacyPage
from legacy_import.parsing.read_file import read_page
from legacy_import.parsing.text_comparison import plain

LYNX = """
   [1]english | [2]español | [3]français

   [4]Home | [5]The Cartagena Protocol | [6]Capacity Building | [7]Portal
   | [8]Archive | [9]Seed banks | Introduction [10]Printer-friendly
   version

   Online conference on seed banks

   19 January - 6 February 2009

   Note [2] says: H[2]O is shared (decision BS-IV/3)^1, see [11]the
   register.
   CAPTION: Samples by region

   [12]Go to the top of the page

References

   Visible links
   1. file:///s/en.html
   2. file:///s/es.html
   3. file:///s/fr.html
   4. file:///
   5. file:///p
   6. file:///c
   7. file:///o
   8. file:///a
   9. file:///s
  10. javascript:window.print()
  11. http://www.example.org/register
  12. file:///s/en.html#top

   Hidden links:
  13. file:///s/none.html
"""
# Pictures have numbers, too: elinks leaves them out of its list, links names them.
ELINKS = re.sub(r"  10\. .*\n", "", LYNX).replace("[10]", "[10]Printer-friendly version ")
ELINKS = ELINKS.replace("   CAPTION: ", "   ").split("   Hidden links")[0]
LINKS = LYNX.replace("   Visible links\n", "").replace("References\n\n", "Links:\n")
LINKS = re.sub(r"^ +(\d+\. )", r"\1", LINKS, flags=re.M).replace(
    "10. javascript", "10. Image: file"
)
LINKS = LINKS.replace("CAPTION: ", "").split("   Hidden links")[0]
COLUMN = """
English | Español | Français
Home | The Cartagena Protocol | Capacity Building | Portal |                [p]
Archive | Seed banks | Introduction                            Printer-friendly
                                                                        version
Online conference on seed banks

                         19 January - 6 February 2009

Note [2] says: H[2]O is shared (decision BS-IV/3)^1, see the register.
Samples by region
"""
HTML2TEXT = """english | español | français
Home | The_Cartagena_Protocol | Capacity_Building | Portal | Archive | Seed
banks | Introduction
[Printer-friendly version] Printer-friendly_version
****** Online conference on seed banks ******
19 January - 6 February 2009
Note [2] says: H[2]O is shared (decision BS-IV/3)^1, see the_register.
_Samples_by_region_
"""
MARKDOWN = r"""[english](i.html) \| [español](e.html) \| [français](f.html)

[Home](/) \| [The Cartagena Protocol](/p) \| [Capacity Building](/c) \|
[Portal](/o) \| [Archive](/a) \| [Seed banks](/s) \| Introduction

![Printer-friendly version](p.gif) [Printer-friendly
version](javascript:window.print())

# Online conference on seed banks {#top}

**19 January - 6 February 2009**

::: {.text}
Note \[2\] says: H~2~O is shared (decision BS-IV/3)^1^, see [the
register](http://www.example.org/register).
:::

*Samples* [by region]{lang="la"}
"""
# Trails in narrow cells, as the terminals' browsers write them at 80 or 100 columns.
OWN_W3M_80 = """
       The                                       Seed banks
Home | Cartagena | Capacity | Portal | Archive | and other   | Introduction Printer-friendly
       Protocol    Building                      national                   version
                                                 collections
"""
NONE_LINKS_100 = """
   Home The Cartagena Capacity Portal Archive Seed banks and other  Introduction Printer-friendly
        Protocol      Building                national collections               version
"""
ATTACHED_W3M_80 = """
     The                               Seed banks
Home Cartagena Capacity Portal Archive and other                Printer-friendly
>    Protocol  Building >      >       national    Introduction version
     >         >                       collections
                                       >
"""
GAP_LINKS_100 = """
          The        Capacity                      Seed banks and   Practical    Printer-friendly
   Home > Cartagena  Building > Portal > Archive > other national   arrangements version
          Protocol >                               collections >
"""
NONE_ELINKS_80 = """
                                                   [6]Seed
        [2]The    [3]Capacity                      banks and                [7]Printer-friendly
[1]Home Cartagena Building    [4]Portal [5]Archive other       Introduction version
        Protocol                                   national
                                                   collections
"""
PLAIN_W3M_80 = """
     The                               Seed banks
Home Cartagena Capacity Portal Archive and other   Practical    Printer-friendly
     Protocol  Building                national    arrangements version
                                       collections
"""
CELLS = [OWN_W3M_80, NONE_LINKS_100, ATTACHED_W3M_80, GAP_LINKS_100, NONE_ELINKS_80]
WRAPPED = "Online Conference on Capacity Building for the Mainstreaming of Biosafety"
PRETTY = HTML2TEXT.replace("****** ", "\n").replace(" ******", "\n")
LONG_STARS = HTML2TEXT.replace("Online conference on seed banks", f"{WRAPPED}\ninto Plans")
WITHOUT_LINKS = re.sub(r"!?\[([^\]]*)\]\(\S*\)", r"\1", MARKDOWN).replace(" {#top}", "")
LONG_TITLE = WITHOUT_LINKS.replace("Online conference on seed banks", f"{WRAPPED}\ninto Plans")
WORDS = [
    "Note",
    "2",
    "says",
    "H",
    "2",
    "O",
    "is",
    "shared",
    "decision",
    "BS",
    "IV",
    "3",
    "1",
    "see",
    "the",
    "register",
    "Samples",
    "by",
    "region",
]


def read(text: str) -> LegacyPage:
    page = read_page("seedbanks.txt", text.encode())
    assert page.trail == (
        "The Cartagena Protocol", "Capacity Building", "Portal", "Archive", "Seed banks",
        "Introduction",
    )  # fmt: skip
    assert page.dates is not None
    assert (page.kind, page.titles) == ("introduction", ["Online conference on seed banks"])
    return page


@pytest.mark.parametrize(
    "text", [LYNX, ELINKS, LINKS, COLUMN, HTML2TEXT, PRETTY, MARKDOWN, WITHOUT_LINKS],
    ids=["lynx", "elinks", "links", "w3m", "html2text", "pretty", "markdown", "without links"],
)  # fmt: skip
def test_it_is_read_like_the_page(text: str) -> None:
    page = read(text)
    shown = plain(" ".join(block.text for block in page.blocks))
    assert re.findall(r"[^\W_]+", shown.replace("H2O", "H 2 O").replace(")1", ") 1")) == WORDS
    assert "_" not in shown
    assert "CAPTION" not in shown
    assert all("register; only its text" in doubt for doubt in page.doubts)


def test_markdown_keeps_links_and_languages() -> None:
    html = "".join(block.html for block in read(MARKDOWN).blocks)  # type: ignore[union-attr]
    assert '<a href="http://www.example.org/register">' in html
    assert '<span lang="la">by region</span>' in html
    assert "H<sub>2</sub>O" in html


def test_the_number_of_a_session_may_stand_on_the_next_line() -> None:
    trail = "Home|The Cartagena Protocol|Capacity Building|Portal|Archive|Seed banks|Session\n2"
    page = read_page(
        "a.txt", f"{trail}\n\nOnline conference\n\n2 - 20 March 2009\n\nText.".encode()
    )
    assert (page.kind, page.trail[-1], page.titles) == (
        "session",
        "Session 2",
        ["Online conference"],
    )


def read_cells(cells: str) -> LegacyPage:
    text = f"{cells}\nOnline conference\n\n2 - 20 March 2009\n\nViews were exchanged."
    addresses = "\n".join(f"   {number}. file:///{number}" for number in range(1, 8))
    numbered = f"{text}\n\nReferences\n\n   Visible links\n{addresses}\n"
    return read_page("a.txt", (numbered if "[1]" in cells else text).encode())


@pytest.mark.parametrize("cells", CELLS, ids=["own", "none", "attached", "plain", "numbered"])
def test_a_trail_in_narrow_cells_is_read_by_columns(cells: str) -> None:
    page = read_cells(cells)
    assert page.trail[:5] == (
        "The Cartagena Protocol", "Capacity Building", "Portal", "Archive",
        "Seed banks and other national collections",
    )  # fmt: skip
    assert page.trail[5:] in [("Introduction",), ("Practical arrangements",)]
    assert (page.titles, page.doubts) == (["Online conference"], [])
    assert [block.text for block in page.blocks] == ["Views were exchanged."]


def test_a_trail_whose_cells_are_not_told_apart_places_no_page() -> None:
    page = read_cells(PLAIN_W3M_80)
    assert (page.trail, page.titles) == ((), ["Online conference"])
    assert "could not be told apart" in page.doubts[0]
    in_a_row = "Home Portal Archive Seed banks Practical arrangements\n"
    assert "may be two of them" in read_cells(in_a_row).doubts[0]


@pytest.mark.parametrize("text", [LONG_STARS, LONG_TITLE], ids=["Debian's", "Python's"])
def test_a_title_that_html2text_wrapped_is_one(text: str) -> None:
    page = read_page("a.txt", text.encode())
    assert page.titles == [f"{WRAPPED} into Plans"]


def test_a_table_that_html2text_framed_is_a_table() -> None:
    framed = " _____________\n|Region|Number|\n|Africa|12____|\n"
    *_text, table = read_page("a.txt", f"{HTML2TEXT}{framed}".encode()).blocks
    assert getattr(table, "rows", None) == (("Region", "Number"), ("Africa", "12"))


@pytest.mark.parametrize(
    "text",
    [
        "Home \\| Portal \\| Archive\n\nMandate\n~~~~~~~\n\nText.",
        "See `the register <http://www.example.org/register>`__.",
        "Text of H\\ :sub:`2`\\ O.",
        ".. container:: text\n\n   Text.",
    ],
    ids=["titles", "link", "role", "directive"],
)
def test_restructured_text_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(RefusedError, match="reStructuredText"):
        read_page("a.txt", text.encode())
