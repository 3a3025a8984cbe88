"""A translation engine for tests, started as a program: `python engine_program.py MODE`.

`command(MODE)` is the value of MACHINE_TRANSLATION_COMMAND that starts it.
"""

import json
import os
import shlex
import sys
import time


def command(mode: str) -> str:
    """Returns the command line that starts this file as an engine."""
    return shlex.join([sys.executable, __file__, mode])


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
            json.dumps({"translatedText": [answer(mode, text, request) for text in request["q"]]})
        )


def answer(mode: str, text: str, request: dict[str, str]) -> str:
    """The text in capital letters: with its languages, or with placeholders as an engine breaks."""
    if mode == "languages":
        return f"{request['source']} to {request['target']}: {text.upper()}"
    return text.upper().replace("⟦/1⟧", "") if mode == "broken" else text.upper()


if __name__ == "__main__":
    main(sys.argv[1])
