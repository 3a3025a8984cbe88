"""TBX in two versions, style DCA: their names, and what they mean here.

Version 3 (ISO 30042:2019, TBX-Basic) is the present one; version 2 (ISO 30042:2008, `martif`) is
what many tools read.

TBX-Basic knows no difference between official and preferred, and no doubt: the subset of the
project, free text in the standard, keeps both; to other tools they are preferred terms.
"""

from dataclasses import dataclass

from terms.models import Status

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
DIALECT = "TBX-Basic"
STYLE = "dca"
PUBLIC_V2 = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'


@dataclass(frozen=True)
class Version:
    """What the elements are called."""

    root: str
    header: str
    concept: str
    language: str
    term: str
    namespace: str = ""


V3 = Version("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", NAMESPACE)
V2 = Version("martif", "martifHeader", "termEntry", "langSet", "tig")
# In version 2 a term may come with its parts, in a group of its own.
TERM_SECTIONS = (V3.term, V2.term, "ntig")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# An id in XML begins with a letter; a key may be a number.
ID_PREFIX = "concept-"

STATUS_NAMES = {
    Status.OFFICIAL.value: "preferredTerm-admn-sts",
    Status.PREFERRED.value: "preferredTerm-admn-sts",
    Status.ADMITTED.value: "admittedTerm-admn-sts",
    Status.FORBIDDEN.value: "deprecatedTerm-admn-sts",
}
# A bare "preferredTerm" of another tool is not among them: the term may be official here.
STATUSES = {
    "admittedTerm": Status.ADMITTED.value,
    "deprecatedTerm": Status.FORBIDDEN.value,
    "supersededTerm": Status.FORBIDDEN.value,
}
SHORT_FORMS = {"abbreviation", "acronym"}
