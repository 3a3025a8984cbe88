"""gunicorn's settings; `gunicorn` alone, in this folder, starts the site."""

import os

pythonpath = "site"
wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 120
max_requests = 2000
max_requests_jitter = 200
