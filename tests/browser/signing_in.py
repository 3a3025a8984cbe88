"""Browsers in which a demo account is signed in by the cookie of a session, without the form.

The form itself is used in test_policy.py and test_workspace.py.
"""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from django.utils.crypto import get_random_string

BACKEND = "accounts.auth_backend.AccountBackend"
# Address of a running site → its database.
databases: dict[str, Path] = {}
INSERT = "INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?)"


def sign_in(context: Any, site: str, username: str) -> None:
    """Signs a demo account in, in a browser context, on a site of `running_site`."""
    context.add_cookies([{"name": "sessionid", "value": new_session(site, username), "url": site}])


def new_session(site: str, username: str) -> str:
    """The key of a new session. The site has the settings of development, as the tests have."""
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore

    with closing(sqlite3.connect(databases[site], timeout=20)) as database, database:
        query = "SELECT id, password FROM auth_user WHERE username = ?"
        [(number, password)] = database.execute(query, [username])
        user = User(pk=number, password=password)
        content = {
            SESSION_KEY: str(number),
            BACKEND_SESSION_KEY: BACKEND,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        key = get_random_string(32)
        ends = timezone.now() + timedelta(days=1)
        database.execute(INSERT, [key, SessionStore().encode(content), f"{ends:%Y-%m-%d %H:%M:%S}"])
    return key
