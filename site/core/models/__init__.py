"""Models that every page type builds on."""

from core.models.base import BasePage
from core.models.former import FormerAddress
from core.models.links import SeeAlsoLink
from core.models.shared import SharedFieldsMixin

__all__ = ["BasePage", "FormerAddress", "SeeAlsoLink", "SharedFieldsMixin"]
