#!/usr/bin/env bash
# WeasyPrint 70.0: `float: inline-end` works before text on a line, and raises KeyError after it.
#
# The logical values of `float` (CSS Logical Properties 1) are accepted and laid out, so a style sheet
# for both directions uses them. An element that floats to `inline-end` or `inline-start` after text
# of the same line ends the rendering with a KeyError; with `right` or `left` it is laid out. The
# page numbers of a table of contents float so: write `right`, and `left` below `[dir="rtl"]`.
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


def outcome(side, content):
    try:
        HTML(string=f"<style>b {{ float: {side} }}</style><p>{content}</p>").render()
    except KeyError as error:
        return f"KeyError {error}"
    return "laid out"


before, after = "<b>2</b> Objectives", "Objectives <b>2</b>"
for side in ("right", "inline-end"):
    print(f"{side}: before text {outcome(side, before)}, after text {outcome(side, after)}")
assert outcome("right", after) == "laid out"
assert outcome("inline-end", before) == "laid out"
assert outcome("inline-end", after) == "KeyError 'inline-end'"
PY
