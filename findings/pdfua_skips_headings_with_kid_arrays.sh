#!/usr/bin/env bash
# pdfua 0.1.3 (with pikepdf 10.18.0): its rule on empty headings, UA-14-001, is not evaluated where
# the heading's /K is an array, as nearly every producer writes it: a note says "skip", no fault is counted.
#
# It asks `getattr(kid, "is_integer", False)`, and pikepdf raises ValueError, not AttributeError, for
# attributes of an array. A heading without /K is found, one with an empty array is not.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pdfua==0.1.3 pikepdf==10.18.0
"$folder/env/bin/python" - "$folder" <<'PY'
import sys

import pikepdf
from pikepdf import Array, Dictionary, Name

for name, kids in (("none", {}), ("array", {"/K": Array()})):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    heading = Dictionary({"/Type": Name.StructElem, "/S": Name.H1, "/P": root} | kids)
    root.K = Array([pdf.make_indirect(heading)])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    pdf.save(f"{sys.argv[1]}/{name}.pdf")
PY
none=$("$folder/env/bin/pdfua" check "$folder/none.pdf" || true)
array=$("$folder/env/bin/pdfua" check "$folder/array.pdf" || true)
echo "$array"
grep -q 'UA-14-001' <<<"$none"
if grep -q 'UA-14-001  not evaluated' <<<"$none"; then exit 1; fi
grep -q 'UA-14-001  not evaluated: rule raised ValueError' <<<"$array"
