"""Parses untrusted XML: no external access, no entities, limited depth.

A document type that only names an external DTD is accepted and not fetched; one that declares
entities is refused.
"""

from typing import Any

from django.utils.translation import gettext

from lxml import etree

OPTIONS: dict[str, bool] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""For `etree.XMLParser` and `etree.iterparse`."""


class RefusedXMLError(Exception):
    """The file cannot be parsed; the message is meant for the person who sent it."""


def parse(data: bytes) -> Any:
    """Returns the root element. Raises RefusedXMLError."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**OPTIONS))
    except etree.XMLSyntaxError as error:
        raise not_well_formed(error) from error
    refuse_entities(root)
    return root


def not_well_formed(error: etree.XMLSyntaxError) -> RefusedXMLError:
    """Returns the RefusedXMLError for a syntax error."""
    message = gettext("The file is not well-formed XML: %(reason)s")
    return RefusedXMLError(message % {"reason": error.msg})


def refuse_entities(root: Any) -> None:
    """Raises RefusedXMLError if the document type declares entities."""
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise RefusedXMLError(gettext("The file declares entities. Remove the declarations."))


def local_name(element: Any) -> str:
    """Returns the tag name without namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
