"""Seeds the site settings, whose footer leads to the pages about the site itself."""

from wagtail.models import Locale, Site

from core.models import SiteSettings, SiteTexts
from core.seeding import page_seeds
from core.seeding.seed_toml import SeedReport
from core.seeding.source_pages import find_page


def seed(report: SeedReport) -> None:
    """The site's settings with footer links, unless somebody has saved some already."""
    site = Site.objects.get(is_default_site=True)
    if SiteTexts.objects.filter(settings__site=site).exists():
        report.kept()
        return
    settings = SiteSettings.for_site(site)
    information = [seed for seed in page_seeds() if seed.model == "home.InformationPage"]
    for locale in Locale.objects.order_by("pk"):
        pages = [find_page(seed, locale) for seed in information]
        links = [
            ("page", {"page": page, "text": ""}) for page in pages if page is not None and page.live
        ]
        settings.texts.add(SiteTexts(locale=locale, footer_links=links))
    settings.save()
    report.created("site settings")
