"""The database backend: `ENGINE = "ops.postgresql"`, where Django looks for this module.

Each request asks whether its connection is still good (`CONN_HEALTH_CHECKS`), so that question and
connecting anew are where a silent server is noticed. After either, this process leaves it alone for
a moment: else every thread would be waiting, and nobody left to hand out the pages that are kept.
"""

from typing import Any

from django.db.backends.postgresql import base

import psycopg2
from psycopg2 import extensions

from ops.postgresql.stalled_server import SilentError, is_resting, patience, rest, wait

# Within two seconds readers are to be told. No new connection is tried after a silence, so one of
# these is all that a request waits. OPTIONS["connect_timeout"] goes before the second.
CHECK_SECONDS, CONNECT_SECONDS = 1.5, 1.0

extensions.set_wait_callback(wait)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Raises SilentError also where the server was not asked."""
        if is_resting(self._server):
            raise SilentError("The database did not answer a moment ago.")
        try:
            with patience(float(conn_params.get("connect_timeout") or CONNECT_SECONDS)):
                return super().get_new_connection(conn_params)
        except SilentError:
            rest(self._server)
            raise

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        try:
            with patience(CHECK_SECONDS), self.connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except SilentError:
            rest(self._server)
            return False
        except psycopg2.Error:
            return False
        return True

    @property
    def _server(self) -> tuple[str, str]:
        return self.settings_dict["HOST"], str(self.settings_dict["PORT"])
