"""Page types of the home page and of pages about the site itself."""

from home.models.home_page import HomePage
from home.models.information_page import InformationPage

__all__ = ["HomePage", "InformationPage"]
