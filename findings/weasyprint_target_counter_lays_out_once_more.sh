#!/usr/bin/env bash
# WeasyPrint 70.0: sheets with `target-counter(attr(href url), page)` are laid out three times.
#
# A reference to another sheet's number is known after all sheets are laid out once; the sheets with
# references are then laid out again. They are laid out a third time, to the same result, since
# `compute_content_list` notes the counter of the target as a counter of the reference's own sheet, too
# (one list under both names), and finds no name of the target in `attr()`. With `url(#c)` instead of
# `attr(href url)`, the name is found, and the third time remains.
# Fails once this changes; exits 77 where Python, its venv module or Pango is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0
"$folder/env/bin/python" -c 'import weasyprint' 2>/dev/null || exit 77
"$folder/env/bin/python" - <<'PY'
from weasyprint import HTML
from weasyprint.layout import page

made = []
stock = page.remake_page


def counted(index, *arguments):
    made.append(index)
    return stock(index, *arguments)


page.remake_page = counted
style = "<style>a::after { content: target-counter(attr(href url), page) } p { break-before: page }</style>"
HTML(string=f'{style}<a href="#c">c</a><p id="c">c').render()
print("sheets laid out, by index:", made)
assert made.count(0) == 3
PY
