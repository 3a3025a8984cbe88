"""A mail server for the test that kills its sender: writes each recipient to a file, slowly."""

import os
import time
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class SlowBackend(BaseEmailBackend):
    """Accepts every message; the file is named by the environment variable RECEIVED."""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            with open(os.environ["RECEIVED"], "a", encoding="utf-8") as file:
                file.write(f"{message.to[0]}\n")
            time.sleep(float(os.environ["SECONDS_EACH"]))
        return len(messages)
