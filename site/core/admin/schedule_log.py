"""What the history of a page says when it could not go out at its hour."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_lazy

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter

ACTION = "core.refused_on_schedule"


@hooks.register("register_log_actions")
def log_action(actions: LogActionRegistry) -> None:
    @actions.register_action(ACTION)
    class RefusedOnSchedule(LogFormatter):
        label = gettext_lazy("Withdraw a schedule, as the page could not be published")

        def format_message(self, log_entry: Any) -> str:
            names = _names(log_entry.content_type, log_entry.data.get("fields", []))
            if not names:
                return gettext("Could not be published on schedule")
            message = gettext("Could not be published on schedule, for these fields: %(fields)s")
            return message % {"fields": ", ".join(names)}


def _names(content_type: Any, fields: list[str]) -> list[str]:
    """As an editor sees them; of the fields that the model still has."""
    model = content_type and content_type.model_class()
    known = {field.name: field for field in model._meta.get_fields()} if model else {}
    return [
        capfirst(str(getattr(known[name], "verbose_name", name)))
        for name in fields
        if name in known
    ]
