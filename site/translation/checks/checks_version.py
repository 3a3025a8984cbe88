"""The version of the checks: a hash of their code and data, so that no stored result outlives them.

Results that another version found are checked again (`stored_results`). Nobody has to raise a
number; a change that alters no result costs one more round of checks, in small numbers.
"""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import core.text
import terms

LENGTH = 16
# The checks with their word lists, the folding of texts that they compare by, and how they find
# terms and authentic wordings.
FOLDERS = tuple(Path(each).parent for each in (__file__, core.text.__file__, terms.__file__))


@cache
def checks_version() -> str:
    """Returns LENGTH hexadecimal digits, the same in every process of a release."""
    return version_of(FOLDERS)


def version_of(folders: Iterable[Path]) -> str:
    """Returns the hash of the Python files in the folders: of their names and contents."""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            content = path.read_bytes()
            found.update(f"{folder.name}/{path.name} {len(content)}\n".encode())
            found.update(content)
    return found.hexdigest()[:LENGTH]
