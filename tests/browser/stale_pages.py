"""Pages of which one segment each is stale in French; the first has mark-up in its text."""

from wagtail.models import Locale

from capacity.models import PortalPage
from conference.models import SessionPage
from tests.translation.conftest import add_conference, submit_and_publish


def fill(number: int) -> None:
    portal = PortalPage.objects.get(locale=Locale.get_default())
    conference = add_conference(portal, "forty")
    submit_and_publish(conference, "fr", mark="")
    for place in range(number):
        session = SessionPage(
            title=f"Session {place}",
            slug=f"forty-{place}",
            number=place + 1,
            theme=f"Theme {place}",
        )
        session.body = [("paragraph", f"<p>Some <b>bold</b> words, {place}.</p>")]
        conference.add_child(instance=session)
        session.save_revision().publish()
        submit_and_publish(session, "fr", mark="Texte ")
        session.theme = f"Theme {place}, changed"
        session.save_revision().publish()
