"""Wagtail hook for the panel “Waiting for you” on the admin's home page."""

from typing import Any

from django.http import HttpRequest

from wagtail import hooks
from wagtail.admin.ui.components import Component

from conference.dashboard.waiting import waiting_for


class WaitingPanel(Component):
    """The panel “Waiting for you” on the admin's home page."""

    name = "waiting_for_you"
    template_name = "conference/dashboard/panel.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the groups of entries for the signed-in user."""
        return {"groups": waiting_for(parent_context["request"].user)}

    class Media:
        css = {"all": ["conference/board.css"]}


@hooks.register("construct_homepage_panels")
def waiting_on_the_home_page(_request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel to Wagtail's home page panels."""
    panels.append(WaitingPanel())
