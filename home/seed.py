"""The home page of the demo."""

from core.seeding import PageSeed

PAGES = [
    PageSeed(
        model="home.HomePage",
        path="",
        fields={
            "title": "Home",
            "headline": "Building capacity for biosafety",
            "summary": "Where governments and organisations meet online to exchange views.",
            "body": [("paragraph", "<p>Hello.</p>")],
        },
    )
]
