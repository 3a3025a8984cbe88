"""BasePage, the base class of all page types."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.models.pages import PagePermissionTester
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.admin import page_hiding_rules
from core.blocks.body import BodyBlock
from core.fields import StreamField
from core.models.served_page import ServedPage
from core.pages import publish_validation, restrictions
from core.routing import page_view_registry
from core.text import control_character_removal
from core.text.first_words import first_words

WORDS_OF_DESCRIPTION = 30
_SET_BY_WAGTAIL = {field.name for field in Page._meta.concrete_fields if field.many_to_one}


class BasePage(ServedPage):
    """Abstract. A page with a summary, a body and a slug that is the same in all languages."""

    summary = models.TextField(
        pgettext_lazy("field", "summary"),
        blank=True,
        max_length=600,
        help_text=_(
            "One or two sentences: shown below the title, in listings and by search engines."
        ),
    )
    body = StreamField(BodyBlock(), verbose_name=pgettext_lazy("field", "body"), blank=True)
    social_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image for social networks"),
        help_text=_(
            "Shown beside a link to this page, cut to 1200 × 630 pixels; the same in every "
            "language. Empty: the image of the site."
        ),
    )

    # One slug for all languages: URLs differ in the language prefix only.
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("slug", overridable=False)
    ]
    # Section pages make up the main navigation.
    is_section: ClassVar[bool] = False
    # Whether the page belongs to no section: it has neither section navigation nor neighbours.
    stands_alone: ClassVar[bool] = False
    # Whether the main navigation shows a page of this type although it is no section.
    is_in_main_navigation: ClassVar[bool] = False
    # Whether the page itself lists its children, so that the section menu is left out.
    lists_its_pages: ClassVar[bool] = False
    # How the portal's news announce a page of this type.
    news_label: ClassVar[Any] = _("New page")
    # Relations that the template reads; they are prefetched when a whole section is printed.
    printed_relations: ClassVar[list[str]] = []
    # A pattern of the ids in the page's own template, which no heading of its body may take.
    template_ids: ClassVar[str] = ""
    # Its fields of blocks, in the order in which they are read.
    text_streams: ClassVar[list[str]] = ["body"]
    # Whether the page shows instants, so that a script offers the reader's own time zone.
    shows_instants: ClassVar[bool] = False
    show_in_menus_default = True

    summary_panels = [FieldPanel("summary")]
    body_panels = [FieldPanel("body")]
    see_also_panels = [
        InlinePanel(
            "see_also_links", heading=_("See also"), label=pgettext_lazy("list item", "Link")
        )
    ]
    content_panels = [*Page.content_panels, *summary_panels, *body_panels, *see_also_panels]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    help_text=_(
                        "The page’s part of the address, the same in every language. "
                        "Changing it changes the address of every page below."
                    ),
                ),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
            ],
            heading=_("Address and search engines"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], pgettext_lazy("heading", "Navigation")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    class Meta:
        abstract = True

    @property
    def heading(self) -> str:
        """The page's `<h1>`; the title is its label in navigation and breadcrumbs."""
        return str(self.title)

    @property
    def menu_title(self) -> str:
        """The page's label in menus and lists, where it may be longer than in breadcrumbs."""
        return str(self.title)

    @classmethod
    def fetch_for_print(cls, pages: list[Any]) -> None:
        """Fetches what the templates of `pages` need beyond `printed_relations`."""

    @property
    def part_of(self) -> str:
        """The title of the work that the page is a part of, for citations; or empty."""
        return ""

    @property
    def cover_lines(self) -> list[str]:
        """Lines below the title on the cover of the printed section."""
        return []

    @property
    def search_lines(self) -> list[str]:
        """Lines below the title in search results."""
        return []

    @property
    def document_symbol(self) -> str:
        """The document symbol of the printed section; empty if there is none."""
        return ""

    @property
    def search_facets(self) -> dict[str, str]:
        """Search facets of this page and those below it: facet → value.

        The facets are "section" and "conference", with a slug as value, and "year".
        """
        return {"section": self.slug} if self.is_section else {}

    @property
    def description(self) -> str:
        """The description for search engines, social cards and feeds; never empty.

        Without one of its own, the page is described by the beginning of its body or its heading.
        """
        own = self.search_description or self.summary
        return str(own or first_words(self.body, WORDS_OF_DESCRIPTION) or self.heading)

    @cached_property
    def lineage(self) -> list[Page]:
        """The pages from the language's home page to this page, both included.

        Routing sets it; elsewhere it costs one query.
        """
        ancestors = self.get_ancestors().filter(depth__gt=1).select_related("locale")
        return [*ancestors, self]

    @cached_property
    def prefetched_children(self) -> list[Page] | None:
        """The prefetched children, if the whole section was fetched; else None."""
        return None

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's own, after validation; the page's own form does not call it.

        Raises ValidationError by field, before anything is written (`publish_validation`).
        """
        publish_validation.validate(self, revision)
        return super().publish(revision, *args, **kwargs)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Those of its own tree and of its original's; see `core.pages.restrictions`."""
        if not getattr(self, "is_restricted", True):  # routing has looked it up
            return restrictions.none()
        return restrictions.restrictions_of(self.lineage)

    def update_aliases(self, **kwargs: Any) -> None:
        """As Wagtail's own, which reads each alias as a whole; most pages have none."""
        if self.aliases.exists():
            super().update_aliases(**kwargs)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail's own; the copy is as private as this page, wherever it stands."""
        copied = super().copy(*args, **kwargs)
        restrictions.carry_to_copy(self, copied)
        return copied

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """As Wagtail's own; none if `core.admin.page_hiding_rules` hides the page."""
        return page_hiding_rules.restrict(super().permissions_for_user(user))

    def full_clean(self, exclude: Any = None, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's own; if the page is or becomes public, also its blocks and inline rows.

        A form, which passes fields to `exclude`, validates its own blocks and formsets.
        """
        control_character_removal.clean(self)
        if exclude is not None or not self.live:
            super().full_clean(exclude, *args, **kwargs)
            return
        faults: dict[str, Any] = publish_validation.faults_beyond_fields(self)
        try:
            super().full_clean(exclude, *args, **kwargs)
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        if faults:
            raise ValidationError(faults)

    def clean_fields(self, exclude: Any = None) -> None:
        """As Django's own, without a question for each row that Wagtail itself lets the page refer
        to: forms do not offer these fields, and the database has their constraints.
        """
        super().clean_fields({*(exclude or ()), *_SET_BY_WAGTAIL})

    def clean(self) -> None:
        """As Wagtail's own; refuses a slug that a view below the parent uses."""
        self.slug: str = (self.slug or "").lower()
        super().clean()
        if page_view_registry.is_reserved(self.slug):
            message = gettext("“%(slug)s” is an address of the site itself; choose another.")
            raise ValidationError({"slug": message % {"slug": self.slug}})
