#!/usr/bin/env bash
# WeasyPrint 70.0: `overflow-wrap: anywhere` in a table cell makes layout many times slower.
#
# CSS Text 3 says that `anywhere` differs from `break-word` in min-content sizes only, so one would
# take it for the cells of a table that must not leave its sheet. WeasyPrint lays the text out once
# more for each of its characters to know the min-content width: a few hundred letters in a cell take
# several times as long, a page of text minutes. With `table-layout: fixed`, `break-word` suffices.
# Fails once this changes; exits 77 where Python, its venv module or Pango is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0
"$folder/env/bin/python" -c 'import weasyprint' 2>/dev/null || exit 77
"$folder/env/bin/python" - <<'PY'
import time
from weasyprint import HTML


def seconds(wrap):
    cell = "many words " * 20
    style = f"<style>@page {{ size: a6 }} td {{ overflow-wrap: {wrap} }}</style>"
    start = time.process_time()
    HTML(string=f"{style}<table><tr><td>first</td><td>{cell}</td></tr></table>").render()
    return time.process_time() - start


seconds("break-word")
usual, slow = seconds("break-word"), seconds("anywhere")
print(f"break-word {usual:.1f} s, anywhere {slow:.1f} s")
assert slow > 3 * usual
PY
