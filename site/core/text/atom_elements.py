"""Elements of Atom feeds (RFC 4287)."""

from datetime import UTC, datetime

from lxml import etree

NAMESPACE = "http://www.w3.org/2005/Atom"


def add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Adds an Atom element to `parent` and returns it; without `text`, an empty one."""
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}", dict(attributes))
    element.text = str(text) or None
    return element


def timestamp(moment: datetime) -> str:
    """Returns the instant in UTC, as Atom writes it: "2026-11-30T07:00:00Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
