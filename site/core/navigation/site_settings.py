"""What readers get of the site's settings: contact, footer links, announcement, social image.

Asked for once in a generation for each language; the announcement alone depends on the clock.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from wagtail.images.models import AbstractImage
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from core.caching import cache_headers, generation_cache
from core.media.renditions import social_rendition_of
from core.models.site_settings import SiteSettings, SiteTexts


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

    stored: str
    language: str
    begins: datetime | None
    ends: datetime | None

    @property
    def html(self) -> SafeString:
        """Its links lead to pages in the language; asked for once in a generation."""
        return SafeString(generation_cache.get_or_make(self, self._expanded))

    @property
    def key(self) -> str:
        """Differs for each text, so that a reader who has closed one is shown the next."""
        return sha256(self.stored.encode()).hexdigest()[:12]

    def is_shown(self, now: datetime) -> bool:
        """Return whether the announcement is shown at `now` (UTC)."""
        return (self.begins is None or self.begins <= now) and (
            self.ends is None or now < self.ends
        )

    def changes_at(self, now: datetime) -> datetime | None:
        """When it will appear or go by itself, whichever comes first; None if never."""
        return cache_headers.earliest(
            *(each for each in (self.begins, self.ends) if each and each > now)
        )

    def _expanded(self) -> str:
        with override(self.language):
            return str(expand_db_html(self.stored))


@dataclass(frozen=True)
class Settings:
    """What the site says of itself in one language."""

    contact_email: str
    contact: str = ""
    announcement: Announcement | None = None
    social_image: AbstractImage | None = None
    stored_links: tuple[tuple[str, dict[str, Any]], ...] = ()
    """Of the footer: kind and value of each block, as stored."""

    @property
    def footer_pages(self) -> frozenset[int]:
        """Keys of the pages that the footer leads to."""
        return frozenset(value["page"] for kind, value in self.stored_links if kind == "page")

    @property
    def announcement_now(self) -> Announcement | None:
        """Return the announcement if it is shown now, else None."""
        shown = self.announcement is not None and self.announcement.is_shown(timezone.now())
        return self.announcement if shown else None

    @property
    def changes_at(self) -> datetime | None:
        """The instant (UTC) at which any page of the language says something else by itself."""
        return self.announcement.changes_at(timezone.now()) if self.announcement else None


def settings_of(request: HttpRequest, language: str) -> Settings:
    """Of the request's site in a language; asked for once in a request. Nobody may change it."""
    known: dict[str, Settings] = vars(request).setdefault("_settings_of", {})
    if language not in known:
        known[language] = _settings_of(Site.find_for_request(request), language)
    return known[language]


def contact_email(request: HttpRequest) -> str:
    """Where mail to the section goes."""
    return settings_of(request, get_language() or settings.LANGUAGE_CODE).contact_email


def social_image(image: AbstractImage) -> SocialImage:
    """As networks ask for it; its size was made when it was chosen."""
    rendition = social_rendition_of(image)
    url = urljoin(settings.WAGTAILADMIN_BASE_URL, rendition.url)
    return SocialImage(url, image.default_alt_text, rendition.width, rendition.height)


def plain_social_image() -> SocialImage:
    """Where neither the page nor the site has one."""
    return SocialImage(urljoin(settings.WAGTAILADMIN_BASE_URL, static("core/card.png")))


def _settings_of(site: Site | None, language: str) -> Settings:
    if site is None:
        return Settings(settings.CONTACT_EMAIL)
    name = ("site settings", site.pk, language)
    found: Settings = generation_cache.get_or_make(name, lambda: _load(site, language))
    return found


def _load(site: Site, language: str) -> Settings:
    texts = SiteTexts.objects.for_readers(site, language)
    own = texts.settings if texts else SiteSettings.objects.for_readers(site)
    if own is None:
        return Settings(settings.CONTACT_EMAIL)
    links = texts.footer_links.raw_data if texts else ()
    return Settings(
        contact_email=own.contact_email or settings.CONTACT_EMAIL,
        contact=texts.contact if texts else "",
        announcement=_announcement(texts, language) if texts else None,
        social_image=own.social_image,
        stored_links=tuple((link["type"], link["value"]) for link in links),
    )


def _announcement(texts: SiteTexts, language: str) -> Announcement | None:
    if not strip_tags(texts.announcement).strip():
        return None
    own = texts.settings
    return Announcement(texts.announcement, language, own.announcement_from, own.announcement_until)
