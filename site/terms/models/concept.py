"""Concept model: groups the terms that name one thing in all languages."""

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import PreviewableMixin

from terms import concept_preview_registry
from terms.models.term import Status, Term
from terms.term_languages import autonym, primary


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Querysets of concepts with their terms."""

    def with_terms(self) -> "ConceptQuerySet":
        """Prefetches the terms, best of each language first: two queries for any number."""
        return self.prefetch_related(Prefetch("terms", Term.objects.best_first()))

    def for_glossary(self) -> "ConceptQuerySet":
        """As `with_terms`, limited to the concepts that the glossary shows."""
        return self.filter(scope=Concept.Scope.TEXT).with_terms()


class SideBySidePanel(InlinePanel):
    """An inline panel whose forms stand in columns, as many as fit."""

    class BoundPanel(InlinePanel.BoundPanel):
        """As Wagtail's own, with the style sheet of the columns."""

        @property
        def media(self) -> forms.Media:
            """As Wagtail's own, with the style sheet of the columns."""
            return super().media + forms.Media(css={"all": ["terms/admin.css"]})


class Concept(PreviewableMixin, ClusterableModel):
    """One concept with terms in any language. Its key identifies it in exported files."""

    class Scope(models.TextChoices):
        """Whether terms are matched in running text or as whole labels only."""

        TEXT = "text", _("in texts")
        LABEL = "label", _("as a label only")

    key = models.CharField(
        pgettext_lazy("identifier", "key"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")],
        help_text=_(
            "Letters, digits and hyphens. The glossary’s address of the concept ends with it, "
            "so do not change it once it was cited."
        ),
    )
    scope = models.CharField(
        _("where it is used"),
        max_length=5,
        choices=Scope,
        default=Scope.TEXT,
        help_text=_(
            "A label, such as “Home” or “Search”, is looked for where it is the whole text, "
            "and is not in the public glossary."
        ),
    )

    objects = ConceptQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("scope")]),
        SideBySidePanel(
            "terms",
            heading=pgettext_lazy("heading", "Terms"),
            label=pgettext_lazy("list item", "Term"),
            min_num=1,
            classname="terms-side-by-side",
        ),
    ]

    class Meta:
        verbose_name = pgettext_lazy("kind of object", "concept")
        verbose_name_plural = pgettext_lazy("kinds of objects", "terms")
        ordering = ["pk"]

    def __str__(self) -> str:
        main = self.main_term(primary(settings.LANGUAGE_CODE))
        return main.text if main else self.key

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Returns the site's languages; none where no preview view is registered."""
        return [
            (code, autonym(code))
            for code, _name in settings.LANGUAGES
            if concept_preview_registry.view()
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Renders the registered preview in the language `mode_name`. Raises Http404 for others."""
        view = concept_preview_registry.view()
        if view is None or mode_name not in dict(self.preview_modes):
            raise Http404
        return view(request, self, mode_name)

    def in_language(self, language: str) -> list[Term]:
        """Returns the concept's terms in a language (primary code), best first.

        Costs no query after `with_terms`.
        """
        found = [term for term in self.terms.all() if term.language == language]
        return sorted(found, key=Term.sort_key)

    def main_term(self, language: str) -> Term | None:
        """Returns the term to use in a language; None where there is no permitted one."""
        allowed = [term for term in self.in_language(language) if term.status != Status.FORBIDDEN]
        return allowed[0] if allowed else None
