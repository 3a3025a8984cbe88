#!/usr/bin/env bash
# OmegaT 3.6.0: what an XLIFF 1.2 file has not translated yet is not there for its translator.
#
# <target> is optional (XLIFF 1.2, 2.4), and a unit without one, or with an empty one, is what stands
# to be translated. OmegaT's filter takes the text of <target> for the text to translate: both units
# are left out, without a word, and a target in the other language is shown as the original. Only
# where the original is copied into <target> is the unit translated. PO files have no such trouble.
# Fails once this changes; exits 77 where OmegaT is missing.
set -euo pipefail
command -v omegat >/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"/{source,target,tm/auto,omegat,glossary,dictionary}
cat >"$folder/omegat.project" <<'XML'
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir>
<target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir><source_lang>EN</source_lang>
<target_lang>FR</target_lang><sentence_seg>false</sentence_seg>
<support_default_translations>true</support_default_translations><remove_tags>false</remove_tags>
</project></omegat>
XML
# The memory has the translation of every text; OmegaT fills in what it takes for untranslated.
cat >"$folder/tm/auto/memory.tmx" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="block" o-tmf="x"
adminlang="en" srclang="en" datatype="plaintext"/><body>
<tu><tuv xml:lang="en"><seg>Good morning</seg></tuv><tuv xml:lang="fr"><seg>Bonjour</seg></tuv></tu>
</body></tmx>
XML
cat >"$folder/source/x.xlf" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="x"
source-language="en" target-language="fr" datatype="plaintext"><body>
<trans-unit id="none"><source>Good morning</source></trans-unit>
<trans-unit id="empty"><source>Good morning</source><target state="new"/></trans-unit>
<trans-unit id="copied"><source>Good morning</source><target>Good morning</target></trans-unit>
</body></file></xliff>
XML
timeout 300 omegat "$folder" --mode=console-translate >/dev/null 2>&1
cat "$folder/target/x.xlf"
test "$(grep -c Bonjour "$folder/target/x.xlf")" = 1
grep -q 'id="copied"><source>Good morning</source><target>Bonjour</target>' "$folder/target/x.xlf"
