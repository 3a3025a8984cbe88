"""Models that every page type builds on."""

from core.models.base_page import BasePage
from core.models.former_address import FormerAddress
from core.models.maintenance_records import DerivedVersion, RecurringTask
from core.models.see_also_link import SeeAlsoLink
from core.models.site_settings import SiteSettings, SiteTexts
from core.models.translation_shared_fields import SharedFieldsMixin

__all__ = [
    "BasePage",
    "DerivedVersion",
    "FormerAddress",
    "RecurringTask",
    "SeeAlsoLink",
    "SharedFieldsMixin",
    "SiteSettings",
    "SiteTexts",
]
