"""One form for all spellings of an address: case, percent-encoding, Unicode form."""

import re
from unicodedata import normalize
from urllib.parse import unquote_to_bytes

# Percent-encoded bytes beyond ASCII. What is reserved in addresses (%2F, %3F…) stays as it is.
_ENCODED = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
# Some programs encode what is encoded already, `%25C3%25AD`.
_ROUNDS = 3


def folded(address: str) -> str:
    """The same for all spellings of one address: decoded, composed (NFC), in lower case."""
    for _round in range(_ROUNDS):
        decoded = _ENCODED.sub(_decoded, address.replace("%25", "%"))
        if decoded == address:
            break
        address = decoded
    return normalize("NFC", address.lower())


def _decoded(found: re.Match[str]) -> str:
    """UTF-8, or what servers of the former site wrote in."""
    encoded = unquote_to_bytes(found[0])
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("cp1252", errors="ignore")
