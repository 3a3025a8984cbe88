#!/usr/bin/env bash
# translate-toolkit 3.20.4: an XLIFF 1.2 unit in the state "translated" counts as fuzzy.
#
# The standard has a state for what needs a look, "needs-review-translation"; "translated" and "final"
# are done. A guess that `isfuzzy()` and `istranslated()` read the state is wrong: only
# `approved="yes"` counts, so a file of which every target is "final" is all fuzzy, and a converter to
# PO marks every entry so. In XLIFF 2.0, which has no `approved`, the same package reads the state.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check translate-toolkit==3.20.4
"$folder/env/bin/python" - <<'PY'
from translate.storage import xliff, xliff2

V1 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="f" source-language="en" target-language="fr" datatype="plaintext"><body>
<trans-unit id="u"{approved}><source>One</source><target state="{state}">Un</target></trans-unit>
</body></file></xliff>"""
V2 = b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="fr">
<file id="f"><unit id="u"><segment state="translated"><source>One</source><target>Un</target></segment>
</unit></file></xliff>"""

for state in "translated", "final", "signed-off":
    for approved in "", ' approved="yes"':
        text = V1.format(state=state, approved=approved)
        [unit] = xliff.xlifffile.parsestring(text.encode()).units
        print(f"1.2 {state}{approved}: fuzzy {unit.isfuzzy()}, translated {unit.istranslated()}")
        assert unit.isfuzzy() == (not approved)
        assert unit.istranslated() == bool(approved)
[unit] = xliff2.Xliff2File.parsestring(V2).units
print(f"2.0 translated: fuzzy {unit.isfuzzy()}, translated {unit.istranslated()}")
assert not unit.isfuzzy()
assert unit.istranslated()
PY
