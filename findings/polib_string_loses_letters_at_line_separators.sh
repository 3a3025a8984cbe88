#!/usr/bin/env bash
# polib 1.2.0: a PO text given as a string loses letters where a U+2028 stands in an entry.
#
# A guess from `pofile(path)` is that `pofile(str(po))` gives the same entries. It splits the string by
# `str.splitlines()`, for which a line separator (U+2028, in texts copied from PDF files and layout
# programs), a paragraph separator (U+2029) or a next line (U+0085) ends a line in the middle of a
# quoted text; of what then looks like `"first` the last letter is cut as if it were the quotation
# mark. No error: "first U+2028 second" comes back as "firssecond". From a file, it comes back whole.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check polib==1.2.0
"$folder/env/bin/python" - "$folder/texts.po" <<'PY'
import sys
from pathlib import Path

import polib

path = Path(sys.argv[1])
for sign in "\u2028", "\u2029", "\x85":
    written = polib.POFile()
    written.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    written.append(polib.POEntry(msgid="A text", msgstr=f"first{sign}second"))
    content = str(written)
    path.write_text(content, encoding="utf-8", newline="\n")
    [of_string], [of_file] = polib.pofile(content), polib.pofile(str(path))
    print(f"U+{ord(sign):04X}: string {of_string.msgstr!r}, file {of_file.msgstr!r}")
    assert of_file.msgstr == f"first{sign}second"
    assert of_string.msgstr == "firssecond"
PY
