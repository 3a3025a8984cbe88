#!/usr/bin/env bash
# translate-toolkit 3.20.4: `unit.target = "…"` in XLIFF keeps the old text after the first inline code.
#
# A guess from PO and TMX in the same package is that the target is replaced. In XLIFF 1.2 and 2.0 the
# assignment replaces only what stands before the first inline element: "Un <g>deux</g> trois." becomes
# "Nouveau.<g>deux</g> trois.", without an error, and that is what is stored. It replaces the whole
# after `unit.target = None`, and through `rich_target`.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check translate-toolkit==3.20.4
"$folder/env/bin/python" - <<'PY'
from translate.storage import tmx, xliff, xliff2

V1 = b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="f" source-language="en" target-language="fr" datatype="html"><body>
<trans-unit id="u"><source>One <g id="1">two</g> three.</source>
<target>Un <g id="1">deux</g> trois.</target></trans-unit></body></file></xliff>"""
V2 = b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fr">
<file id="f"><unit id="u"><segment><source>One <pc id="1">two</pc> three.</source>
<target>Un <pc id="1">deux</pc> trois.</target></segment></unit></file></xliff>"""

for layout, kind, text in (
    ("XLIFF 1.2", xliff.xlifffile, V1),
    ("XLIFF 2.0", xliff2.Xliff2File, V2),
):
    store = kind.parsestring(text)
    [unit] = store.units
    assert unit.target == "Un deux trois."
    unit.target = "Nouveau."
    [stored] = kind.parsestring(bytes(store)).units
    print(f"{layout}: {unit.target!r}, stored {stored.target!r}")
    assert unit.target == stored.target == "Nouveau.deux trois."
    unit.target = None
    unit.target = "Nouveau."
    print(f"{layout}, after None: {unit.target!r}")
    assert unit.target == "Nouveau."
PY
