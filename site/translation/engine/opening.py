"""Everything that the translators' editor asks about a page, read at once.

Wagtail reads a page step by step (as a page, as its type, its revisions, its parent, its workflow),
and wagtail-localize then asks for much of it again. Here each is one query, and the answers are
put where both look for them first.
"""

from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from wagtail.models import Page, Revision
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation, TranslationSource

from core.admin import workflow_prefetch
from translation.engine import review_at_hand
from translation.engine.at_hand import Pages, Trail

_ORIGINALS = "_originals_at_hand"
_TRANSLATION = "_translation_at_hand"
PAGES = "_pages_at_hand"


def open_page(user: Any, page_id: int) -> Any:
    """The page as its translators' editor shows it; None where that is not what opens.

    It has the texts and values that readers see, but for what the editor and the hooks before it
    show of a draft: the title, and the dates of its publication.
    """
    translation = _translation_into(page_id)
    model = translation and translation.source.specific_content_type.model_class()
    if translation is None or model is None or not issubclass(model, Page):
        return None
    pages = _pages(model, translation)
    page = next((each for each in pages if each.pk == page_id), None)
    if page is None or page.alias_of_id:
        return None
    page.__dict__[PAGES] = pages
    page.__dict__[_TRANSLATION] = translation
    _take_revisions(page)
    review_at_hand.take_review(page)
    _take_trail(page, user)
    return page


def translation_at_hand(page: Any) -> Translation | None:
    """Of a page from `open_page`."""
    found: Translation | None = page.__dict__.get(_TRANSLATION)
    return found


def originals_at_hand(page: Any) -> list[str] | None:
    """Tree paths of what the page could be translated from; None where nobody has read them."""
    found: list[str] | None = page.__dict__.get(_ORIGINALS)
    return found


def _translation_into(page_id: int) -> Translation | None:
    """The one in use, with what it is made from, and the newest migration of the original's app."""
    page = Page.objects.filter(pk=page_id)
    migrations = MigrationRecorder.Migration.objects.filter(
        app=OuterRef("source__specific_content_type__app_label")
    )
    found = Translation.objects.filter(
        source__object_id=Subquery(page.values("translation_key")[:1]),
        target_locale=Subquery(page.values("locale")[:1]),
        enabled=True,
    )
    related = ("source__locale", "source__specific_content_type", "target_locale")
    newest = Subquery(migrations.order_by("-applied").values("name")[:1])
    return found.select_related(*related).annotate(newest_migration=newest).first()


def _pages(model: Any, translation: Translation) -> Pages:
    """The page in all its languages, with their running reviews: two queries."""
    sources = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"), locale_id=OuterRef("locale_id")
    )
    found: QuerySet[Any] = model.objects.filter(translation_key=translation.source.object_id)
    pages = Pages(
        found.select_related("locale", "locked_by").annotate(is_translated_from=Exists(sources))
    )
    workflow_prefetch.take(pages, *review_at_hand.RELATED)
    for page in pages:
        others = (each for each in pages if each.locale_id != page.locale_id)
        page.__dict__[_ORIGINALS] = [each.path for each in others if each.is_translated_from]
        page.content_type = ContentType.objects.get_for_id(page.content_type_id)
        page.get_translations = partial(_translations, pages, page)
    return pages


def _translations(pages: Pages, page: Any, inclusive: bool = False) -> Pages:  # noqa: FBT001, FBT002
    """In place of the page's method."""
    return pages if inclusive else Pages(each for each in pages if each is not page)


def _take_revisions(page: Any) -> None:
    """The latest one, the live one and the one that waits for its date: one query.

    The latest knows the one before it, by its key.
    """
    of_page = Revision.objects.filter(
        base_content_type=page.get_base_content_type(), object_id=str(page.pk)
    )
    before = of_page.filter(created_at__lte=OuterRef("created_at")).exclude(pk=OuterRef("pk"))
    last_before = before.order_by("-created_at", "-pk").values("pk")[:1]
    wanted = Q(pk__in={page.latest_revision_id, page.live_revision_id} - {None})
    revisions = of_page.filter(wanted | Q(approved_go_live_at__isnull=False)).order_by("pk")
    revisions = revisions.annotate(before_id=Subquery(last_before))
    found = {each.pk: each for each in revisions.select_related("user__wagtail_userprofile")}
    waiting = [each for each in found.values() if each.approved_go_live_at]
    page.latest_revision = found.get(page.latest_revision_id)
    page.live_revision = found.get(page.live_revision_id)
    if page.latest_revision:
        before_id = page.latest_revision.before_id
        page.latest_revision.get_previous = lambda: before_id and Revision(pk=before_id)
    page.scheduled_revision = waiting[0] if waiting else None
    page._approved_schedule = bool(waiting)
    if page.has_unpublished_changes and page.latest_revision:
        _show_draft(page, page.latest_revision.content)


def _show_draft(page: Any, content: dict[str, Any]) -> None:
    page.title = page.draft_title
    for name in ("go_live_at", "expire_at"):
        field = page._meta.get_field(name)
        setattr(page, name, field.to_python(content.get(name)))


def _take_trail(page: Any, user: Any) -> None:
    """The pages above: one query. Breadcrumbs begin where all that the user may do begins."""
    trail = Trail(type(page).get_ancestors(page, inclusive=True).order_by("path"))
    page._cached_parent_obj = trail[-2]
    page.get_ancestors = lambda inclusive=False: trail if inclusive else Trail(trail[:-1])
    policy = PagePermissionPolicy()
    begins = _common(trail, user, policy)
    if begins is not None:
        setattr(user, policy._explorable_root_instance_cache_name, begins)


def _common(trail: Trail, user: Any, policy: Any) -> Page | None:
    """The last page of the trail below which the user does everything that the user does."""
    if user.is_superuser:
        first: Page = trail[0]
        return first
    paths = [each.path for each in policy.instances_with_direct_explore_permission(user)]
    above = [page for page in trail if all(path.startswith(page.path) for path in paths)]
    return above[-1] if paths and above else None
