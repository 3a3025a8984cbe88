#!/usr/bin/env bash
# icalendar 7.3.2: `Calendar.add("name", …)` and `add("x-wr-calname", …)` write the value as it is.
#
# A guess from RFC 5545 (3.3.11: comma, semicolon and backslash of TEXT are escaped) and from
# `add("description", …)`, which does escape, is wrong: NAME (RFC 7986) and X-WR-CALNAME come out as
# "A, B; C". A client that reads them as TEXT gets a list of values, or the name cut at the comma.
# Wrapped in vText, the same values are escaped.
# Fails once this changes; exits 77 where Python or its venv module is missing.
set -euo pipefail
python3 -c 'import venv' 2>/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check icalendar==7.3.2
"$folder/env/bin/python" - <<'PY'
from icalendar import Calendar, vText

plain, typed = Calendar(), Calendar()
for name in ("name", "x-wr-calname", "description"):
    plain.add(name, "A, B; C")
    typed.add(name, vText("A, B; C"))
lines = plain.to_ical().decode().split("\r\n")
print("\n".join(lines))
assert "NAME:A, B; C" in lines
assert "X-WR-CALNAME:A, B; C" in lines
assert "DESCRIPTION:A\\, B\\; C" in lines
lines = typed.to_ical().decode().split("\r\n")
print("\n".join(lines))
assert "NAME:A\\, B\\; C" in lines
assert "X-WR-CALNAME:A\\, B\\; C" in lines
PY
