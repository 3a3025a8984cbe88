"""TBX version 3 (ISO 30042), dialect TBX-Basic, style DCA: its names, and what they mean here.

TBX-Basic knows no difference between official and preferred, and no doubt: the subset of the
project, free text in the standard, keeps both; to other tools they are preferred terms.
"""

from terms.models import Status

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
DIALECT = "TBX-Basic"
STYLE = "dca"
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
