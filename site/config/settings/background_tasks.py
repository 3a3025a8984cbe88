"""What runs background tasks and jobs: a thread of the web process, or a worker."""

from config.settings.environment import env

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
