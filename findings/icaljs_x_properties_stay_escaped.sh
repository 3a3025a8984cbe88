#!/usr/bin/env bash
# ical.js 2.2.1: NAME (RFC 7986) and X- properties are given back with their escapes.
#
# RFC 5545 (3.8.8.2) makes TEXT the default type of X- properties, and RFC 7986 that of NAME, so a
# writer escapes the comma in them. ical.js takes properties that it does not know as of type
# "unknown" (RFC 7265, 5.1) and leaves the backslash in, while DESCRIPTION comes without. With
# VALUE=TEXT, which says no more than the default, the same value comes without, too.
# Fails once this changes; exits 77 where Node or npm is missing.
set -euo pipefail
command -v node >/dev/null && command -v npm >/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" ical.js@2.2.1 >/dev/null
cat >"$folder/read.mjs" <<'JS'
import assert from "node:assert";
import ICAL from "ical.js";

const lines = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN",
  "NAME:Dates\\, news", "X-WR-CALNAME:Dates\\, news", "X-WR-CALDESC;VALUE=TEXT:Dates\\, news",
  "DESCRIPTION:Dates\\, news", "END:VCALENDAR",
];
const calendar = new ICAL.Component(ICAL.parse(lines.join("\r\n") + "\r\n"));
const read = (name) => calendar.getFirstPropertyValue(name);
for (const name of ["name", "x-wr-calname", "x-wr-caldesc", "description"]) {
  console.log(name, JSON.stringify(read(name)));
}
assert.equal(calendar.getFirstProperty("x-wr-calname").type, "unknown");
assert.equal(read("description"), "Dates, news");
assert.equal(read("name"), "Dates\\, news");
assert.equal(read("x-wr-calname"), "Dates\\, news");
assert.equal(read("x-wr-caldesc"), "Dates, news");
JS
(cd "$folder" && node read.mjs)
