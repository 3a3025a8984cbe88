"""Element names and status values of TBX versions 2 and 3, style DCA.

Version 3 is ISO 30042:2019 (TBX-Basic); version 2 is ISO 30042:2008 (`martif`), which many tools
still read.

TBX-Basic does not distinguish official from preferred terms and has no unconfirmed ones. Both are
kept in `projectSubset`, which is free text in the standard; other tools see preferred terms.
"""

from dataclasses import dataclass

from terms.models import Status

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
DIALECT = "TBX-Basic"
STYLE = "dca"
PUBLIC_V2 = '<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">'


@dataclass(frozen=True)
class Version:
    """Element names of one version of TBX."""

    root: str
    header: str
    concept: str
    language: str
    term: str
    namespace: str = ""


V3 = Version("tbx", "tbxHeader", "conceptEntry", "langSec", "termSec", NAMESPACE)
V2 = Version("martif", "martifHeader", "termEntry", "langSet", "tig")
# In version 2 a term may have its details in a group (`ntig`).
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
# Without "preferredTerm": a term that another tool calls preferred may be official here.
STATUSES = {
    "admittedTerm": Status.ADMITTED.value,
    "deprecatedTerm": Status.FORBIDDEN.value,
    "supersededTerm": Status.FORBIDDEN.value,
}
SHORT_FORMS = {"abbreviation", "acronym"}
