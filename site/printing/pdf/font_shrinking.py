"""Finisher of WeasyPrint that leaves glyphs that are not drawn out of Chinese fonts.

Imported by the processes that render; it must not import Django.
"""

import io
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont

EMPTY_GLYPH_LENGTH = 1


def shrink(_document: Any, pdf: Any) -> None:
    """Finisher of WeasyPrint: replaces each OpenType font keyed by CID with its CFF table.

    WeasyPrint keeps the numbers of glyphs, with an empty one for each of the 63,000 that are not
    drawn. Such a font says the number of each glyph itself, so the empty ones can go.
    """
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Subtype") == "/OpenType":
            table = drawn_glyphs(b"".join(item.stream))
            if table:
                item.stream[:] = [table]
                item.extra["Subtype"] = "/CIDFontType0C"


def drawn_glyphs(content: bytes) -> bytes:
    """Returns a CFF table with the glyphs that are not empty; nothing if it is not keyed by CID."""
    font = TTFont(io.BytesIO(content))
    if "CFF " not in font:
        return b""
    top = font["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS"):
        return b""
    ends = top.CharStrings.charStringsIndex.offsets
    glyphs = [
        number
        for number in range(len(ends) - 1)
        if ends[number + 1] - ends[number] > EMPTY_GLYPH_LENGTH
    ]
    for tag in ("VORG", "vmtx", "vhea", "name", "post"):
        if tag in font:
            del font[tag]
    options = subset.Options(notdef_outline=True, glyph_names=True, hinting=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=glyphs)
    subsetter.subset(font)
    shrunk = io.BytesIO()
    font.save(shrunk)
    return bytes(TTFont(io.BytesIO(shrunk.getvalue())).reader["CFF "])
