"""Labels of the moderation steps in Wagtail's audit log."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.log_actions import LogActionRegistry, LogFormatter

LABELS = {
    "publish": (_("Publish a contribution"), _("Published the contribution")),
    "return": (_("Return a contribution"), _("Returned the contribution")),
    "withdraw": (_("Withdraw a contribution"), _("Withdrew the contribution")),
    "redact": (_("Redact a contribution"), _("Removed a passage from the contribution")),
    "amend": (_("Edit a contribution"), _("Edited the contribution")),
    "pin": (_("Pin a contribution"), _("Pinned the contribution")),
    "unpin": (_("Unpin a contribution"), _("Unpinned the contribution")),
    "close": (_("Close a thread"), _("Closed the thread")),
    "reopen": (_("Reopen a thread"), _("Reopened the thread")),
    "enter": (_("Enter a contribution"), _("Entered the contribution on behalf of its author")),
    "approve": (_("Approve a registration"), _("Approved the registration")),
    "refuse": (_("Refuse a registration"), _("Refused the registration")),
    "translation_submit": (_("Send a translation to review"), _("Sent a translation to review")),
    "translation_return": (_("Return a translation"), _("Returned a translation")),
    "translation_approve": (_("Approve a translation"), _("Approved a translation")),
    "translation_withdraw": (_("Withdraw a translation"), _("Withdrew a translation")),
    "translation_machine": (
        _("Translate by machine"),
        _("Had the contribution translated by machine"),
    ),
    "translation_publish_machine": (
        _("Publish a machine translation"),
        _("Published a machine translation that nobody has checked"),
    ),
    "settings": (_("Change how a conference accepts contributions"), _("Changed the settings")),
}


def register(actions: LogActionRegistry) -> None:
    """Register the moderation steps with Wagtail's audit log."""
    for name, (action_label, said) in LABELS.items():
        actions.register_action(f"contributions.{name}")(_formatter(action_label, said))


def _formatter(action_label: Any, said: Any) -> type[LogFormatter]:
    class Formatter(LogFormatter):
        label = action_label

        def format_message(self, log_entry: Any) -> str:
            reason = log_entry.data.get("reason")
            if not reason:
                return str(said)
            return gettext("%(action)s: %(reason)s") % {"action": said, "reason": reason}

    return Formatter
