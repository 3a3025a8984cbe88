"""A translation engine for tests: a command that writes each text in capitals."""

import json
import sys

question = json.load(sys.stdin)
texts = [f"{question['target']}: {text.upper()}" for text in question["q"]]
json.dump({"translatedText": texts}, sys.stdout)
