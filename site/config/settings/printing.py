"""Limits of printed sections and PDFs."""

from config.settings.environment import env
from config.settings.paths import STATE_DIR

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
