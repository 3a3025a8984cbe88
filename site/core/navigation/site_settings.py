"""What readers get of the site's settings: contact, footer links, announcement, social image.

Asked for once in a generation for each language; the announcement alone depends on the clock.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from core.caching import expiry, generation_cache
from core.media.images import social_rendition_of
from core.models.site_settings import SiteSettings, SiteTexts
from core.pages.public_querysets import readable


@dataclass(frozen=True)
class FooterLink:
    url: str
    text: str


@dataclass(frozen=True)
class SocialImage:
    """`url` has the configured host; without sizes it is the site's own square picture."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Announcement:
    """A short text at the top of every page. Instants are in UTC; None is without an end."""

    html: SafeString
    begins: datetime | None
    ends: datetime | None

    @property
    def key(self) -> str:
        """Differs for each text, so that a reader who has closed one is shown the next."""
        return sha256(self.html.encode()).hexdigest()[:12]

    def is_shown(self, now: datetime) -> bool:
        return (self.begins is None or self.begins <= now) and (
            self.ends is None or now < self.ends
        )

    def changes_at(self, now: datetime) -> datetime | None:
        """When it will appear or go by itself, whichever comes first; None if never."""
        return expiry.nearest(*(each for each in (self.begins, self.ends) if each and each > now))


@dataclass(frozen=True)
class Settings:
    """What the site says of itself in one language."""

    contact_email: str
    contact: str = ""
    footer_links: tuple[FooterLink, ...] = ()
    announcement: Announcement | None = None
    social_image: SocialImage | None = None

    @property
    def announcement_now(self) -> Announcement | None:
        shown = self.announcement is not None and self.announcement.is_shown(timezone.now())
        return self.announcement if shown else None

    @property
    def changes_at(self) -> datetime | None:
        """The instant (UTC) at which any page of the language says something else by itself."""
        return self.announcement.changes_at(timezone.now()) if self.announcement else None


def settings_of(site: Site | None, language: str) -> Settings:
    """Of a site in a language; without a site, what the operator has set. Nobody may change it."""
    if site is None:
        return Settings(settings.CONTACT_EMAIL)
    name = ("site settings", site.pk, language)
    found: Settings = generation_cache.once(name, lambda: _load(site, language))
    return found


def contact_email(site: Site | None = None) -> str:
    """Where mail to the section goes: of a site, else of the default one; else the operator's."""
    return str(generation_cache.once(("contact", site and site.pk), lambda: _contact_email(site)))


def social_image(image: AbstractImage) -> SocialImage:
    """As networks ask for it; its size was made when it was chosen (`core.media.renditions`)."""
    rendition = social_rendition_of(image)
    url = urljoin(settings.WAGTAILADMIN_BASE_URL, rendition.url)
    return SocialImage(url, image.default_alt_text, rendition.width, rendition.height)


def plain_social_image() -> SocialImage:
    """Where neither the page nor the site has one."""
    return SocialImage(urljoin(settings.WAGTAILADMIN_BASE_URL, static("core/card.png")))


def _contact_email(site: Site | None) -> str:
    which = {"site": site} if site else {"site__is_default_site": True}
    found = SiteSettings.objects.filter(**which).values_list("contact_email", flat=True).first()
    return found or settings.CONTACT_EMAIL


def _load(site: Site, language: str) -> Settings:
    texts = SiteTexts.objects.for_readers(site, language)
    own = texts.settings if texts else _without_texts(site)
    if own is None:
        return Settings(settings.CONTACT_EMAIL)
    return Settings(
        contact_email=own.contact_email or settings.CONTACT_EMAIL,
        contact=texts.contact if texts else "",
        footer_links=_footer_links(texts, language) if texts else (),
        announcement=_announcement(texts, language) if texts else None,
        social_image=social_image(own.social_image) if own.social_image else None,
    )


def _without_texts(site: Site) -> SiteSettings | None:
    return SiteSettings.objects.select_related("social_image").filter(site=site).first()


def _announcement(texts: SiteTexts, language: str) -> Announcement | None:
    if not strip_tags(texts.announcement).strip():
        return None
    with override(language):
        html = mark_safe(expand_db_html(texts.announcement))  # noqa: S308 - cleaned when stored
    return Announcement(html, texts.settings.announcement_from, texts.settings.announcement_until)


def _footer_links(texts: SiteTexts, language: str) -> tuple[FooterLink, ...]:
    raw = [(child["type"], child["value"]) for child in texts.footer_links.raw_data]
    pages = _pages([value["page"] for kind, value in raw if kind == "page"], language)
    links = (_footer_link(kind, value, pages) for kind, value in raw)
    return tuple(link for link in links if link is not None)


def _footer_link(kind: str, value: dict[str, Any], pages: dict[int, Page]) -> FooterLink | None:
    if kind == "address":
        return FooterLink(value["address"], value["text"])
    page = pages.get(value["page"])
    return FooterLink(page.get_url() or "", value["text"] or page.title) if page else None


def _pages(keys: list[int], language: str) -> dict[int, Page]:
    """By the key of the page that was chosen: the public page in the language. One query."""
    if not keys:
        return {}
    chosen = Page.objects.filter(pk__in=keys).values("translation_key")
    versions = readable(Page.objects.filter(translation_key__in=chosen)).select_related("locale")
    found = list(versions)
    here = {page.translation_key: page for page in found if page.locale.language_code == language}
    by_key = {page.pk: here.get(page.translation_key) for page in found}
    return {pk: page for pk, page in by_key.items() if page is not None and pk in keys}
