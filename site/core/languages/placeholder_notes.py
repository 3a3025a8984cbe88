"""What each placeholder of the interface's messages stands for, as a comment for translators.

One word means one thing in all messages, so one table serves every catalogue. `make messages`
writes the notes beside each message, `check_catalogues` finds a placeholder without one.
"""

import re
from collections.abc import Iterator

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

NOTES = {
    "accessed": "a date",
    "action": "what was done",
    "addition": "a text in brackets",
    "address": "an address on the web, or of a page",
    "approved": "a number",
    "asked": "what the reader typed",
    "at": "a date with the time, in UTC",
    "base_url": "the site's address",
    "block": "the name of a part of the page",
    "caption": "the title of a table",
    "changed": "a date, or a number",
    "choices": "a list of values",
    "closing": "a date with the time, in UTC",
    "code": "a code of letters or digits",
    "column": "the name of a column",
    "comment": "what a person wrote",
    "complete": "a number",
    "conference": "the title of a conference",
    "count": "a number",
    "counter": "a number",
    "created": "a number",
    "date": "a date",
    "dates": "a range of dates",
    "day": "a date, or the number of a day",
    "days": "a number of days",
    "decided": "a date with the time, in UTC",
    "done": "a number",
    "email": "an e-mail address",
    "ends": "a date with the time, in UTC",
    "expected": "what the text should have",
    "fields": "a list of names of fields",
    "file": "the name of a file",
    "first": "the first number or text of a range",
    "former": "a former date, title or address",
    "found": "what the text has",
    "further": "a number",
    "hour": "a number of hours",
    "instant": "a date with the time, in UTC",
    "kept": "a number",
    "key": "a key for programs",
    "kind": "a kind of things, in the plural",
    "kinds": "a list of kinds of files",
    "label": "a name or title",
    "language": "the name of a language",
    "languages": "a list of names of languages",
    "last": "the last number or text of a range",
    "last_day": "the number of a day",
    "last_month": "the name of a month",
    "last_year": "a year",
    "left": "a number",
    "left_out": "a number",
    "length": "a number of characters",
    "limit": "the largest number that is possible",
    "line": "the number of a line",
    "links": "a list of addresses, or a number",
    "megabytes": "a number",
    "minute": "a number",
    "minutes": "a number of minutes",
    "month": "the name of a month",
    "name": "a name",
    "names": "a list of names",
    "number": "a number",
    "numbers": "a list of numbers",
    "official": "the official term",
    "opening": "a date with the time, in UTC",
    "original": "the original text or its title",
    "page": "the title of a page, or its number",
    "pages": "a number or list of pages",
    "path": "a place in a file",
    "percentage": "a number",
    "person": "a person's name",
    "place": "the title of a page, or a place",
    "privacy": "who may read",
    "problems": "a list of problems",
    "reason": "a sentence",
    "reasons": "sentences",
    "row": "the number of a row",
    "second": "the second of two texts",
    "seconds": "a number",
    "section": "the title of a page",
    "session": "the title of a session",
    "sessions": "a number of sessions",
    "site": "the name of the site",
    "site_name": "the name of the site",
    "size": "a size such as 2 MB",
    "slug": "the last part of an address",
    "source": "where a term was found",
    "state": "the state of a translation",
    "stated": "what the file says",
    "status": "a number or word",
    "task": "the name of a task",
    "term": "a term",
    "terms": "a list of terms",
    "text": "a text",
    "theme": "the theme of a session",
    "time": "a time of day",
    "times": "a number of times",
    "title": "a title",
    "titles": "a list of titles",
    "total": "a number",
    "translated": "a date",
    "unpublish_url": "an address",
    "updated": "a number",
    "url": "an address",
    "user": "a person's name",
    "value": "what was chosen or typed",
    "waiting": "a number",
    "whole": "the title of the whole",
    "word": "a word",
    "wording": "an official text",
    "words": "a number of words, or words",
    "year": "a year",
    "zone": "the name of a time zone",
}


def names_in(*texts: str) -> list[str]:
    """Returns the names of the placeholders in the texts, each once, in order."""
    return list(dict.fromkeys(name for text in texts for name in PLACEHOLDER.findall(text)))


def notes_for(*texts: str) -> Iterator[str]:
    """Yields a line for each placeholder, such as "%(count)s is a number"."""
    for name in names_in(*texts):
        if name in NOTES:
            yield f"Translators: %({name})s is {NOTES[name]}."


def without_note(*texts: str) -> list[str]:
    """Returns the placeholders that the table does not have."""
    return [name for name in names_in(*texts) if name not in NOTES]
