"""Printing, background work, link checks, contributions and the section itself."""

from config.settings.environment import BASE_DIR, PUBLIC_BASE_URL, STATE_DIR, env

# --- Printing --------------------------------------------------------------------------------
# Maximum number of pages in a printed section.
PRINT_MAX_PAGES = env.int("PRINT_MAX_PAGES", default=1000)
# Maximum number of sheets of a PDF, and seconds to render it.
PDF_MAX_SHEETS = env.int("PDF_MAX_SHEETS", default=1500)
PDF_TIME_LIMIT = env.int("PDF_TIME_LIMIT", default=50)
PDF_CPU_LIMIT = env.int("PDF_CPU_LIMIT", default=45)
# Concurrent renderings on one machine.
PDF_PARALLEL = env.int("PDF_PARALLEL", default=2)
# Seconds that a reader waits for a PDF before a page says that it is being prepared; how many wait
# in a process, since each takes a thread from pages; and how many documents a process queues (0:
# they are made in the thread of the request).
PDF_WAIT_SECONDS = env.float("PDF_WAIT_SECONDS", default=2.0)
PDF_WAITING_READERS = env.int("PDF_WAITING_READERS", default=1)
PDF_QUEUE = env.int("PDF_QUEUE", default=50)
PDF_CACHE = env.path("PDF_CACHE", default=STATE_DIR / "pdf")
PDF_LOCKS = env.path("PDF_LOCKS", default=STATE_DIR / "pdf-locks")

# --- Background work -------------------------------------------------------------------------
# Small tasks run immediately. Jobs run in a thread of the web process or, with
# TASK_WORKER=database, in `manage.py db_worker`.
_WORKERS = {
    "thread": "jobs.thread_backend.ThreadBackend",
    "database": "django_tasks_db.DatabaseBackend",
}
TASK_WORKER = env.str("TASK_WORKER", default="thread", choices=tuple(_WORKERS))
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "jobs": {"BACKEND": _WORKERS[TASK_WORKER]},
}
# Where the translations learn of an editor's publication, and where its search entries, references
# and record of changes are made: in the worker, where there is one.
PUBLICATION_TASKS = "jobs" if TASK_WORKER == "database" else "default"

# --- Links to other sites --------------------------------------------------------------------
# What other sites are told of who asks them.
LINK_CHECK_USER_AGENT = f"capacity-building-site-link-check (+{PUBLIC_BASE_URL or 'unpublished'})"
# Seconds between two requests to a host; a run's most links and seconds.
LINK_CHECK_DELAY = env.float("LINK_CHECK_DELAY", default=3.0)
LINK_CHECK_MOST = env.int("LINK_CHECK_MOST", default=500)
LINK_CHECK_SECONDS = env.int("LINK_CHECK_SECONDS", default=3600)
# For tests alone: lets a link lead into a private network, and to any port.
LINK_CHECK_PRIVATE_ADDRESSES = False

# --- Seeds and guide -------------------------------------------------------------------------
# Official terms for the seed; later changes by editors are kept.
TERMS_FILE = BASE_DIR / "data" / "terms.csv"

# A folder for each language; what the admin shows under Help is made from its Markdown files.
GUIDE_FOLDER = BASE_DIR / "docs" / "guide"

# Copies of preserved conferences; application and worker share the folder.
PRESERVED_COPIES = env.path("PRESERVED_COPIES", default=STATE_DIR / "preserved")

# --- Contributions ---------------------------------------------------------------------------
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

# --- The section -----------------------------------------------------------------------------
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="secretariat@example.org")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=CONTACT_EMAIL)
# What sends where EMAIL_BACKEND hands mail to the worker; empty where that sends itself.
DELIVERY_EMAIL_BACKEND = ""
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
# Seconds until a silent mail server counts as down.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
# Days before closing at which a conference is shown as closing soon.
CLOSING_SOON_DAYS = 3
# Path of the pages on the former site, for imported files without a folder.
FORMER_SITE_FOLDER = "/onlineconferences/portal_art22/cbarchive/"
