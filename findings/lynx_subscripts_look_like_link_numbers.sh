#!/usr/bin/env bash
# lynx 2.9 (and w3m 0.5.3): -dump writes a subscript figure as it writes the number of a link.
#
# A guess from "[2] is the second address of the list at the end" is wrong: <sub>2</sub> comes out as
# H[2]O beside links numbered [1], [2]. Who takes the numbers out by their form alone changes H2O to
# HO. The numbers of links ascend with the list; those of subscripts do not.
# Fails once this changes; exits 77 where lynx is missing.
set -euo pipefail
command -v lynx >/dev/null || exit 77
lynx -version | head -n 1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/page.html" <<'HTML'
<!DOCTYPE html><html lang="en"><head><title>t</title></head><body>
<p><a href="https://www.example.org/1">one</a> and <a href="https://www.example.org/2">two</a>,
then H<sub>2</sub>O.</p></body></html>
HTML
text=$(lynx -dump "$folder/page.html")
echo "$text"
grep -qF '[1]one and [2]two, then H[2]O.' <<<"$text"
grep -qF '2. https://www.example.org/2' <<<"$text"
