#!/usr/bin/env bash
# inscriptis 2.7.6: a term of a definition list is written without a break before its definition.
#
# Browsers set <dt> and <dd> as blocks, and inscriptis gives <p>, <li> and <div> lines of their own;
# so one would take "Accession" and "A sample" to be two words. They come out as "AccessionA sample".
# A style sheet of one's own (`ParserConfig(css=…)`) with display: block for both mends it.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check inscriptis==2.7.6
"$folder/env/bin/python" - <<'PY'
from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.html_properties import Display
from inscriptis.model.config import ParserConfig
from inscriptis.model.html_element import HtmlElement

source = "<dl><dt>Accession</dt><dd>A sample.</dd><dt>Passport</dt><dd>Its origin.</dd></dl>"
text = get_text(f"<html><body>{source}</body></html>")
print(text)
assert "AccessionA sample." in text
assert "PassportIts origin." in text
block = {name: HtmlElement(display=Display.block) for name in ("dt", "dd")}
mended = get_text(
    f"<html><body>{source}</body></html>", ParserConfig(css={**CSS_PROFILES["strict"], **block})
)
print(mended)
assert mended.split() == ["Accession", "A", "sample.", "Passport", "Its", "origin."]
PY
