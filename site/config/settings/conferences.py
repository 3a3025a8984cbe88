"""Conferences: when they close soon, where copies and their former addresses are."""

from config.settings.environment import env
from config.settings.paths import STATE_DIR

# Days before closing at which a conference is shown as closing soon.
CLOSING_SOON_DAYS = 3
# Path of the pages on the former site, for imported files without a folder.
FORMER_SITE_FOLDER = "/onlineconferences/portal_art22/cbarchive/"
# Copies of preserved conferences; application and worker share the folder.
PRESERVED_COPIES = env.path("PRESERVED_COPIES", default=STATE_DIR / "preserved")
