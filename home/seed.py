"""Seed of the home pages, the pages about the site itself, and the site settings."""

from wagtail.models import Locale, Site

from core.models import SiteSettings, SiteTexts
from core.seeding import PageSeed
from core.seeding.pages import find_page
from core.seeding.report import SeedReport
from home.information_seed import INFORMATION_PAGES

PAGES = [
    PageSeed(
        model="home.HomePage",
        path="",
        fields={
            "title": "Home",
            "headline": "Building capacity for biosafety",
            "summary": (
                "Online conferences under the Cartagena Protocol on Biosafety: governments and "
                "organizations exchange views in writing, in several languages, and the record "
                "stays open to all."
            ),
            "search_description": (
                "Capacity-building under the Cartagena Protocol on Biosafety: online conferences, "
                "their documents and their record, in several languages."
            ),
            "body": [
                (
                    "paragraph",
                    "<p>Governments need people, institutions and procedures to put the Protocol "
                    "into practice. On this site they share what they have learned in building "
                    "them. For some weeks a conference is open for written contributions; "
                    "afterwards everything that belongs to it can still be read, cited and "
                    "printed.</p>",
                ),
                (
                    "bulleted_list",
                    [
                        "<p>Read what the Protocol is and which of its articles matter here.</p>",
                        "<p>See in the portal which conferences are open or announced.</p>",
                        "<p>Look up a closed conference in the archive.</p>",
                        "<p>Print any page, or read it in another language.</p>",
                    ],
                ),
            ],
        },
        children={
            "see_also_links": [
                {
                    "address": "https://bch.cbd.int/",
                    "text": "Biosafety Clearing-House (BCH)",
                },
                {
                    "address": "https://www.cbd.int/",
                    "text": "Convention on Biological Diversity (CBD)",
                },
            ]
        },
    ),
    *INFORMATION_PAGES,
]


def seed(report: SeedReport) -> None:
    """The site's settings with footer links, unless somebody has saved some already."""
    site = Site.objects.get(is_default_site=True)
    if SiteTexts.objects.filter(settings__site=site).exists():
        report.kept()
        return
    settings = SiteSettings.for_site(site)
    for locale in Locale.objects.order_by("pk"):
        pages = [find_page(seed, locale) for seed in INFORMATION_PAGES]
        links = [
            ("page", {"page": page, "text": ""}) for page in pages if page is not None and page.live
        ]
        settings.texts.add(SiteTexts(locale=locale, footer_links=links))
    settings.save()
    report.created("site settings")
