"""Takes the posts of a thread of the former site into the record of contributions."""

import re
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from django.utils.translation import gettext, override

from django_countries import countries

from conference.models import ConferencePage, SessionPage
from contributions import contribution_cache_tags, edit_marks
from contributions.models import Contribution, ModerationSettings
from contributions.models.contribution import State
from contributions.models.numbers import path_below, reserve_up_to
from core.text.text_joining import listed
from legacy_import.field_content import record_import
from legacy_import.file_batch import Item
from legacy_import.import_options import Options
from legacy_import.import_report import Outcome
from legacy_import.overwrite_protection import check_rights
from legacy_import.parsing.errors import RefusedError
from legacy_import.parsing.forum_threads import Post
from legacy_import.parsing.language_vocabulary import session_head
from legacy_import.parsing.text_comparison import fold

_GROUP = re.compile(r"_(?:group|session)[_-]?(\d{1,2})", re.I)


def write_thread(item: Item, conference: ConferencePage, options: Options) -> None:
    """Takes the posts of the item into the session they belong to.

    With drafts, they wait for a moderator. Raises RefusedError where there is no such session, the
    user may not publish it, or a number is another contribution's.
    """
    session = _session_of(item, conference)
    check_rights(session, options)
    new = [post for post in item.legacy.posts if not _is_there(post, session)]
    for post in sorted(new, key=lambda post: post.number):
        _post(post, item, session, is_published=options.publish)
    if new:
        first = Contribution.objects.get(number=min(post.number for post in item.legacy.posts))
        if item.legacy.is_closed and not first.is_closed:
            first.is_closed = True
            first.save()
        reserve_up_to(max(post.number for post in new))
        ModerationSettings.objects.get_or_create(conference_key=conference.translation_key)
        contribution_cache_tags.changed(first)
    item.page = item.report.page = session
    item.report.place = f"{conference.title} › {session.title}"
    numbers = listed(f"#{post.number}" for post in item.legacy.posts)
    item.report.done.append(gettext("Contributions: %(numbers)s") % {"numbers": numbers})
    record_import(session, item.legacy, is_main=False)
    item.report.finish(Outcome.CREATED if new else Outcome.UNCHANGED)


def _session_of(item: Item, conference: ConferencePage) -> SessionPage:
    """Returns the session by the trail, or else by the file's name."""
    by_name = _GROUP.search(item.legacy.name) or _GROUP.search(item.legacy.former_address)
    heads = [session_head(label) for label in item.legacy.trail]
    number = next((head[0] for head in heads if head), int(by_name[1]) if by_name else None)
    session = SessionPage.objects.child_of(conference).filter(number=number).first()
    if session is None:
        raise RefusedError(gettext("The session that the thread belongs to is not on the site."))
    return session


def _is_there(post: Post, session: SessionPage) -> bool:
    """Returns whether the post was taken in before. Raises RefusedError where it is another."""
    found = Contribution.objects.filter(number=post.number).first()
    if found is None:
        return False
    if found.session_key != session.translation_key or found.text != text_of(post):
        raise RefusedError(
            gettext("#%(number)s is another contribution’s number.") % {"number": post.number}
        )
    return True


def _post(post: Post, item: Item, session: SessionPage, *, is_published: bool) -> None:
    if post.posted_at is None:
        raise RefusedError(
            gettext("#%(number)s does not say when it was posted.") % {"number": post.number}
        )
    parent = _parent(post, item, session)
    name, organization, country = author_of(post)
    contribution = Contribution(
        number=post.number,
        conference_key=session.conference.translation_key,
        session_key=session.translation_key,
        parent=parent,
        thread_path=path_below(parent, post.number),
        language=post.language,
        title=post.title or session.title,
        text=text_of(post),
        author_name=name[:150],
        author_organization=organization[:200],
        author_country=country,
        state=State.PUBLISHED if is_published else State.WAITING,
        posted_at=post.posted_at,
        published_at=post.posted_at if is_published else None,
        changed_at=post.posted_at,
    )
    for at, _editor in post.edits:
        edit_marks.add(contribution, edit_marks.EDIT, at)
    contribution.save()


def _parent(post: Post, item: Item, session: SessionPage) -> Contribution | None:
    """Returns what the post says it answers, or else the first of its thread."""
    query = parse_qs(urlsplit(item.legacy.former_address or item.legacy.name).query)
    thread = next(iter(query.get("threadid", [])), "")
    first = int(thread) if thread.isdigit() else item.legacy.posts[0].number
    wanted = [number for number in (post.answers, first) if number and number < post.number]
    there = Contribution.objects.filter(session_key=session.translation_key)
    return next(filter(None, (there.filter(number=number).first() for number in wanted)), None)


def text_of(post: Post) -> str:
    """Returns the Markdown; with who posted it, where it was on somebody's behalf."""
    text = edit_marks.without_gaps(post.text)
    return f"{text}\n\n(posted by {post.author})" if post.behalf else text


def author_of(post: Post) -> tuple[str, str, str]:
    """Returns name, organization and country code, as far as they are told apart."""
    name, _comma, rest = (post.behalf or post.author).partition(",")
    parts = re.split(r"\s*[,/]\s*", rest.strip()) if rest.strip() else []
    country = _countries().get(fold(parts[-1]), "") if parts else ""
    organization = rest.strip()
    if country:
        organization = rest.strip()[: -len(parts[-1])].strip(" ,/")
    elif not rest and (country := _countries().get(fold(name), "")):
        # A government spoke, without a name.
        return name.strip(), "", country
    return name.strip(), organization, country


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Returns code by folded name, in the site's first languages."""
    names = {}
    for language in ("fr", "es", "en"):
        with override(language):
            names.update({fold(str(name)): code for code, name in countries})
    return names
