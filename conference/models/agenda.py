"""The agenda of a conference."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from conference.models.parts import ConferencePartPage
from conference.models.sessions import SessionPage
from core.querysets import readable


class AgendaPage(ConferencePartPage):
    """The programme of a conference, generated from its sessions."""

    max_count_per_parent = 1
    icon = "calendar-alt"
    page_description = _("Sessions with dates and guiding questions, generated from their pages.")

    class Meta:
        verbose_name = _("agenda page")
        verbose_name_plural = _("agenda pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        sessions = self.sessions()
        context["sessions"] = sessions
        context["sessions_are_concurrent"] = not any(session.is_dated for session in sessions)
        return context

    def sessions(self) -> list[SessionPage]:
        """In the order of their numbers, with their guiding questions."""
        siblings = self.conference.children_at_hand
        if siblings is None:
            return list(readable(SessionPage.objects.of_conference(self.lineage[-2])))
        sessions = [page for page in siblings if isinstance(page, SessionPage)]
        return sorted(sessions, key=lambda session: session.number)
