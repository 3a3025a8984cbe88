"""Seed of the standing sections."""

from datetime import date

from core.seeding import PageSeed

CAPACITY_BUILDING = "protocol/capacity-building"
PORTAL = f"{CAPACITY_BUILDING}/portal"
ARCHIVE = f"{PORTAL}/archive"

MEETINGS = [
    ("First", "Geneva", "2005"),
    ("Second", "Tromsø", "2006"),
    ("Third", "Lusaka", "February 2007"),
    ("Fourth", "New Delhi", "11–13 February 2008"),
    ("Fifth", "San José", "9–11 March 2009"),
]

PROTOCOL_PAGE = PageSeed(
    model="capacity.ProtocolPage",
    path="protocol",
    fields={
        "title": "The Cartagena Protocol",
        "summary": (
            "The Cartagena Protocol on Biosafety is a protocol to the Convention on Biological "
            "Diversity. It deals with the safe transfer, handling and use of living modified "
            "organisms (LMOs)."
        ),
        "search_description": (
            "What the Cartagena Protocol on Biosafety is, when it was adopted, and its articles "
            "on capacity-building and on the Biosafety Clearing-House."
        ),
        "adopted_on": date(2000, 1, 29),
        "adopted_at": "Montreal",
        "in_force_since": date(2003, 9, 11),
        "body": [
            ("heading", {"text": "What the Protocol is about", "level": "2"}),
            (
                "paragraph",
                "<p>The Protocol covers living modified organisms that may have adverse effects "
                "on biological diversity. It was adopted in Montreal and supplements the "
                "Convention on Biological Diversity (CBD).</p>",
            ),
            ("heading", {"text": "Two relevant articles", "level": "2"}),
            (
                "bulleted_list",
                [
                    "<p><b>Article 20</b> is on the Biosafety Clearing-House (BCH).</p>",
                    "<p><b>Article 22</b> is on capacity-building. This section is devoted to "
                    "it.</p>",
                ],
            ),
        ],
    },
    children={
        "see_also_links": [
            {"address": "https://bch.cbd.int/", "text": "Biosafety Clearing-House (BCH)"}
        ]
    },
)

CAPACITY_BUILDING_PAGE = PageSeed(
    model="capacity.CapacityBuildingPage",
    path=CAPACITY_BUILDING,
    fields={
        "title": "Capacity Building",
        "summary": (
            "Article 22 of the Protocol is on capacity-building. Governments and organizations "
            "that implement or fund it meet to coordinate their work."
        ),
        "search_description": (
            "Capacity-building under Article 22 of the Cartagena Protocol: the action plan and "
            "the coordination meetings from 2005 to 2009."
        ),
        "body": [
            ("heading", {"text": "Action plan", "level": "2"}),
            (
                "paragraph",
                "<p>An action plan guides capacity-building under the Protocol.</p>",
            ),
            ("heading", {"text": "Coordination meetings", "level": "2"}),
            (
                "paragraph",
                "<p>The coordination meetings bring together governments and organizations that "
                "implement or fund biosafety capacity-building. The fourth of them recommended "
                "the online conference on mainstreaming, whose outcomes were input to the "
                "fifth.</p>",
            ),
            (
                "table",
                {
                    "caption": "Coordination meetings for biosafety capacity-building",
                    "columns": [
                        {"type": "text", "heading": "Meeting"},
                        {"type": "text", "heading": "Place"},
                        {"type": "text", "heading": "Date"},
                    ],
                    "rows": [{"values": list(meeting)} for meeting in MEETINGS],
                },
            ),
        ],
    },
)

PORTAL_PAGE = PageSeed(
    model="capacity.PortalPage",
    path=PORTAL,
    fields={
        "title": "Portal",
        "summary": (
            "Access to the online forums and conferences: what is open, what is announced, "
            "what is new."
        ),
        "search_description": (
            "Online conferences on biosafety capacity-building: open and upcoming conferences "
            "with their dates, what is new, and the way to the archive."
        ),
        "body": [
            (
                "callout",
                {
                    "heading": "How an online conference works",
                    "text": (
                        "<p>A conference is open for some weeks. Its introduction gives mandate "
                        "and background, its objectives say what it is for, and its agenda lists "
                        "the sessions with their guiding questions. Contributions are made in "
                        "writing. After the closing date the conference moves to the archive and "
                        "stays readable.</p>"
                    ),
                    "tone": "note",
                },
            )
        ],
    },
)

ARCHIVE_PAGE = PageSeed(
    model="capacity.ArchivePage",
    path=ARCHIVE,
    fields={
        "title": "Archive",
        "summary": "Closed conferences by year. Their documents and postings stay readable.",
        "search_description": (
            "The record of closed online conferences on biosafety capacity-building, listed by "
            "year."
        ),
        "body": [
            (
                "paragraph",
                "<p>Every page of a conference keeps its title, its dates and a permanent "
                "address, so that it can be cited and printed.</p>",
            )
        ],
    },
)

GLOSSARY_PAGE = PageSeed(
    model="capacity.GlossaryPage",
    path="protocol/glossary",
    fields={
        "title": "Glossary",
        "summary": (
            "The terms of this site in its own languages and in the official languages of the "
            "United Nations, with abbreviations and with their sources."
        ),
        "search_description": (
            "Official terms of the Cartagena Protocol on Biosafety from A to Z, with their "
            "abbreviations, in English, Spanish, French, Arabic, Chinese and Russian."
        ),
        "body": [
            (
                "paragraph",
                "<p>A term that is marked as not confirmed is not yet confirmed as official; this "
                "site uses it meanwhile.</p>",
            )
        ],
    },
)

PAGES = [PROTOCOL_PAGE, CAPACITY_BUILDING_PAGE, PORTAL_PAGE, ARCHIVE_PAGE, GLOSSARY_PAGE]
