"""Limits of contributions, mail to participants, and how long their data are kept."""

from config.settings.environment import env
from config.settings.paths import STATE_DIR

# For how long a form that was open before the closing may still be sent, in minutes.
CONTRIBUTIONS_GRACE_MINUTES = env.int("CONTRIBUTIONS_GRACE_MINUTES", default=15)
# For how long authors may edit what they have posted; a conference may set another time.
CONTRIBUTIONS_EDIT_MINUTES = env.int("CONTRIBUTIONS_EDIT_MINUTES", default=30)
# How many contributions one participant may post, and how many codes one address may ask for.
CONTRIBUTIONS_PER_HOUR = env.int("CONTRIBUTIONS_PER_HOUR", default=60)
CONTRIBUTIONS_CODES_PER_HOUR = env.int("CONTRIBUTIONS_CODES_PER_HOUR", default=10)
# Limits of one contribution.
CONTRIBUTIONS_MAX_LENGTH = 20_000  # characters
CONTRIBUTIONS_MAX_LINKS = 20
CONTRIBUTIONS_MAX_FILES = 5
# Whether machine translations (MACHINE_TRANSLATION_…) of contributions may be shown to readers
# before anybody has checked them, labelled so.
CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS = env.bool(
    "CONTRIBUTIONS_PUBLISH_MACHINE_TRANSLATIONS", default=False
)
# The hour (UTC) from which the daily digest is sent.
CONTRIBUTIONS_DIGEST_HOUR = env.int("CONTRIBUTIONS_DIGEST_HOUR", default=6)
# Where a sender notes which mails of its batch have gone out.
CONTRIBUTIONS_MAIL_JOURNALS = STATE_DIR / "mail"
# For how many days is kept: who asked for a code, a last sign-in, who got which mail, and an
# account whose profile was never filled in.
CONTRIBUTIONS_KEEP_CODE_REQUESTS_DAYS = env.int("CONTRIBUTIONS_KEEP_CODE_REQUESTS_DAYS", default=1)
CONTRIBUTIONS_KEEP_SIGN_INS_DAYS = env.int("CONTRIBUTIONS_KEEP_SIGN_INS_DAYS", default=90)
CONTRIBUTIONS_KEEP_MAIL_LOG_DAYS = env.int("CONTRIBUTIONS_KEEP_MAIL_LOG_DAYS", default=90)
CONTRIBUTIONS_KEEP_UNUSED_ACCOUNTS_DAYS = env.int(
    "CONTRIBUTIONS_KEEP_UNUSED_ACCOUNTS_DAYS", default=30
)
