#!/usr/bin/env bash
# translate-toolkit 3.20.4: which term of a TBX entry is the source depends on its place, not on xml:lang.
#
# A guess from the file, which names its source language (`<martif xml:lang="en">`), from each
# `langSet xml:lang="…"`, and from the package's own TMX reader, which looks at the languages, is
# wrong: the first `langSet` of an entry is the source, the second the target. An entry that has French
# first, which the standard allows, comes out as French → English amid entries that are the reverse.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check translate-toolkit==3.20.4
"$folder/env/bin/python" - <<'PY'
from translate.storage import tbx, tmx

ENGLISH = '<langSet xml:lang="en"><tig><term>Party</term></tig></langSet>'
FRENCH = '<langSet xml:lang="fr"><tig><term>Partie</term></tig></langSet>'
TBX = f"""<?xml version="1.0"?><martif type="TBX" xml:lang="en"><martifHeader><fileDesc><sourceDesc>
<p>An example</p></sourceDesc></fileDesc></martifHeader><text><body>
<termEntry id="c1">{ENGLISH}{FRENCH}</termEntry><termEntry id="c2">{FRENCH}{ENGLISH}</termEntry>
</body></text></martif>"""
TMX = """<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1"
segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="fr"><seg>Partie</seg></tuv><tuv xml:lang="en"><seg>Party</seg></tuv></tu>
</body></tmx>"""

terms = [(unit.source, unit.target) for unit in tbx.tbxfile.parsestring(TBX.encode()).units]
memory = [(unit.source, unit.target) for unit in tmx.tmxfile.parsestring(TMX.encode()).units]
print("TBX:", terms)
print("TMX:", memory)
assert terms == [("Party", "Partie"), ("Partie", "Party")]
assert memory == [("Party", "Partie")]
PY
