"""A translation engine for tests, started as a program: `python engine_program.py MODE`."""

import json
import os
import sys
import time


def main(mode: str) -> None:
    request = json.load(sys.stdin)
    if mode == "sleep":
        time.sleep(30)
    if mode == "fail":
        sys.exit("no model for this language")
    if mode == "words":
        sys.stdout.write("These are words.")
    elif mode == "fewer":
        sys.stdout.write(json.dumps({"translatedText": []}))
    elif mode == "environment":
        sys.stdout.write(json.dumps({"translatedText": [" ".join(sorted(os.environ))]}))
    elif mode == "request":
        sys.stdout.write(json.dumps({"translatedText": [json.dumps(request)] * len(request["q"])}))
    else:
        sys.stdout.write(
            json.dumps({"translatedText": [answer(mode, text) for text in request["q"]]})
        )


def answer(mode: str, text: str) -> str:
    """The text in capital letters, with placeholders as an engine may break them."""
    return text.upper().replace("⟦/1⟧", "") if mode == "broken" else text.upper()


if __name__ == "__main__":
    main(sys.argv[1])
