"""Calendars as ical.js reads them, the library of Thunderbird and Nextcloud."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.test import Client

import pytest
from icalendar import Calendar

from conference.cancelling import cancel
from conference.models import ConferencePage
from tests.conference.extension_helpers import conference
from tests.conference.feeds.readers import LANGUAGES, PORTAL, get

pytestmark = pytest.mark.django_db
__all__ = ["conference"]
LIBRARY = Path("var/tools/node_modules/ical.js/dist/ical.js")
READER = """
import { readFileSync } from "node:fs";
const { default: ICAL } = await import(process.argv[1]);
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  return { uid: event.uid, summary: event.summary, description: event.description,
    sequence: event.sequence, status: each.getFirstPropertyValue("status"),
    start: event.startDate.toJSDate().toISOString(), end: event.endDate.toJSDate().toISOString() };
});
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("name"), events }));
"""


def read(content: bytes) -> Any:
    node = shutil.which("node")
    if node is None or not LIBRARY.exists():
        pytest.skip("ical.js is not installed: make calendar-reader")
    command = [node, "--input-type=module", "--eval", READER, str(LIBRARY.resolve())]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [PORTAL, f"{PORTAL}/traits"])
def test_it_takes_the_same_from_a_calendar(
    client: Client, conference: ConferencePage, path: str, language: str
) -> None:
    conference.title = "Traits, “one; two” \\ three"
    conference.full_title = "A conference, in short; on traits \\ others"
    conference.save_revision().publish()
    cancel.cancel(conference, {"en": "No host, no date; later.\nSorry."}, None)
    content = get(client, path, "calendar.ics", language)
    ours, theirs = Calendar.from_ical(content), read(content)
    events = ours.walk("VEVENT")
    assert "CANCELLED" in {event["STATUS"] for event in events}
    if language == "en" and path != PORTAL:
        assert theirs["name"].startswith(conference.title)
    assert theirs["events"] == [
        {
            "uid": event["UID"],
            "summary": event["SUMMARY"],
            "description": event["DESCRIPTION"],
            "sequence": event["SEQUENCE"],
            "status": event["STATUS"],
            "start": f"{event.start:%Y-%m-%dT%H:%M:%S.000Z}",
            "end": f"{event.end:%Y-%m-%dT%H:%M:%S.000Z}",
        }
        for event in events
    ]
