"""Creates and updates the sessions that an agenda names."""

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext

from conference.models import ConferencePage, SessionPage
from core.text.text_joining import labelled
from legacy_import.agenda_parser import Section
from legacy_import.field_content import Content, fill, record_import, set_session_dates
from legacy_import.file_batch import Item
from legacy_import.import_options import Options
from legacy_import.models import ImportedSource
from legacy_import.overwrite_protection import overwrite_refusal
from legacy_import.page_tree import PageTree, save
from legacy_import.parsing.text_comparison import fold, strip_tags


class Sessions:
    """The sessions of one conference during an import."""

    def __init__(self, conference: ConferencePage) -> None:
        self.conference = conference

    @property
    def pages(self) -> Any:
        """Returns the queryset of the conference's sessions."""
        return SessionPage.objects.child_of(self.conference)

    def next_number(self) -> int:
        """Returns the number after the highest session number."""
        return (self.pages.aggregate(highest=Max("number"))["highest"] or 0) + 1

    def apply_agenda(
        self, sections: list[Section], item: Item, tree: PageTree, options: Options
    ) -> None:
        """Creates missing sessions, and updates the others from the agenda."""
        for section in sections:
            session = self.pages.filter(number=section.number).first()
            if session is None:
                self.make(section, item, tree)
                continue
            reason = overwrite_refusal(session, options.user, replace=options.replace)
            if reason:
                item.report.doubts.append(str(labelled(session.title, reason)))
            else:
                self.update(session, section, item, options)

    def make(self, section: Section, item: Item, tree: PageTree) -> None:
        """Creates a session from the agenda's section."""
        session = SessionPage(
            title=section.title,
            slug=tree.free_slug(self.conference, f"session-{section.number}"),
            number=section.number,
            theme=section.theme,
            locale=tree.locale,
        )
        self.apply(session, section, item, with_questions=True)
        tree.add(self.conference, session)
        item.report.done.append(
            gettext("Created “%(title)s” from the agenda.") % {"title": section.title}
        )
        record_import(session, item.legacy, is_main=False)

    def update(self, session: SessionPage, section: Section, item: Item, options: Options) -> None:
        """Updates a session; a file of its own takes precedence over the agenda."""
        has_file = ImportedSource.objects.filter(page=session, is_main=True).exists()
        has_questions = session.guiding_questions.exists()
        if not has_file and section.theme != section.title:
            session.theme = section.theme
        self.apply(session, section, item, with_questions=not (has_file and has_questions))
        save(session, options.user, publish=options.publish)
        record = ImportedSource.objects.filter(page=session, is_main=True).first()
        if record is not None:
            record.revision_id = session.latest_revision_id
            record.save()
        record_import(session, item.legacy, is_main=False)

    def apply(
        self, session: SessionPage, section: Section, item: Item, *, with_questions: bool
    ) -> None:
        """Sets the session's fields from the agenda's section, without saving."""
        # Where the agenda adds nothing, an editor's text can stay.
        if fold(strip_tags(section.introduction)) or not session.introduction:
            session.introduction = section.introduction
        if with_questions and section.questions:
            fill(session, Content(rows={"guiding_questions": section.questions}))
        session.agenda_heading, session.agenda_note = section.heading, section.note
        doubt = set_session_dates(session, section.dates, self.conference)
        if doubt:
            item.report.doubts.append(doubt)
            session.theme = section.dated_theme or session.theme
