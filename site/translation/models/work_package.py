"""Models of work packages: pages to translate by a date, assigned to people in each language."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.admin.utils import get_user_display_name
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from translation.models.segments import TranslationProgress


class WorkPackage(models.Model):
    """Pages that are translated together. Instants are in UTC."""

    name = models.CharField(pgettext_lazy("label", "Name"), max_length=200)
    note = models.TextField(_("Note to the translators"), blank=True)
    due_on = models.DateField(_("Due on"), null=True, blank=True)
    pages = models.ManyToManyField(Page, related_name="+")
    """The originals."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("work package")
        verbose_name_plural = _("work packages")

    def __str__(self) -> str:
        return self.name


class PackageAssignmentQuerySet(models.QuerySet["PackageAssignment"]):
    """QuerySet of assignments."""

    def with_names(self) -> "PackageAssignmentQuerySet":
        """Loads package, language and assignee."""
        return self.select_related(
            "package", "locale", "user__wagtail_userprofile", "group"
        ).order_by(F("package__due_on").asc(nulls_last=True), "package", "locale")

    def of(self, user: Any) -> "PackageAssignmentQuerySet":
        """Returns the assignments of the user and of the user's groups."""
        return self.filter(Q(user=user) | Q(group__in=user.groups.all()))

    def with_progress(self) -> "PackageAssignmentQuerySet":
        """Annotates the sums of the pages' progress, in the same query; None without pages.

        `total`, `approved`, `in_review`, `left` count segments, `words_left` words, `submitted`
        pages that are translated, and `page_count` all pages.
        """
        segments = F("untranslated") + F("stale") + F("draft") + F("review") + F("approved")
        return self.annotate(
            page_count=_page_count(),
            submitted=_sum(models.Value(1)),
            total=_sum(segments),
            approved=_sum(F("approved")),
            in_review=_sum(F("review")),
            left=_sum(F("untranslated") + F("stale")),
            words_left=_sum(F("words_left")),
        )


def _page_count() -> Subquery:
    members = WorkPackage.pages.through.objects.filter(workpackage=OuterRef("package"))
    counts = members.order_by().values("workpackage").annotate(count=models.Count("pk"))
    return Subquery(counts.values("count"), output_field=models.IntegerField())


def _sum(expression: Any) -> Subquery:
    members = WorkPackage.pages.through.objects.filter(workpackage=OuterRef(OuterRef("package")))
    rows = TranslationProgress.objects.filter(
        translation_key__in=members.values("page__translation_key"),
        locale=OuterRef("locale"),
        translation__enabled=True,
    )
    # One group, because all rows have the same language.
    sums = rows.order_by().values("locale").annotate(sum=Sum(expression)).values("sum")
    return Subquery(sums, output_field=models.IntegerField())


class PackageAssignment(models.Model):
    """A package in one language: who translates it, and its words when it was analysed.

    The match bands are those of CAT tools: each word that waits for translation is in exactly one.
    Instants are in UTC.
    """

    package = models.ForeignKey(WorkPackage, on_delete=models.CASCADE, related_name="assignments")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    """The target language."""
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words_new = models.PositiveIntegerField(default=0)
    words_fuzzy = models.PositiveIntegerField(default=0)
    """Words of stale segments, and of those with a similar text in the memory."""
    words_repeated = models.PositiveIntegerField(default=0)
    """Words of segments that occur earlier in the package."""
    words_exact = models.PositiveIntegerField(default=0)
    """Words of segments whose text is in the memory."""
    analysed_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    """When the assignee got a mail that the package is nearly due."""
    done_at = models.DateTimeField(null=True)
    """When all segments were approved, as noticed by the command that sends the mail."""

    objects = PackageAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["package", "locale"], name="one_assignment_a_language"),
            models.CheckConstraint(
                condition=Q(user=None) | Q(group=None), name="assigned_to_a_user_or_a_group"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.package_id} in {self.locale_id}"

    @property
    def assignee(self) -> User | Group | None:
        """The user or group that translates, if any."""
        return self.user or self.group

    @property
    def assignee_name(self) -> str:
        """The name of the user or group, or ""."""
        return str(get_user_display_name(self.user)) if self.user else str(self.group or "")

    @property
    def percentage(self) -> int:
        """The approved segments in per cent, rounded down; requires `with_progress`."""
        total = getattr(self, "total", None)
        return int(100 * getattr(self, "approved", 0) / total) if total else 0

    @property
    def not_submitted(self) -> int:
        """The pages that were not handed to translators yet; requires `with_progress`."""
        return (getattr(self, "page_count", None) or 0) - (getattr(self, "submitted", None) or 0)

    @property
    def is_done(self) -> bool:
        """Whether all segments of all pages are approved; requires `with_progress`."""
        total = getattr(self, "total", None)
        return bool(total) and total == getattr(self, "approved", 0) and not self.not_submitted

    @property
    def is_analysis_outdated(self) -> bool:
        """Whether more words wait than were counted by band; requires `with_progress`."""
        counted = self.words_new + self.words_fuzzy + self.words_repeated + self.words_exact
        return counted < (getattr(self, "words_left", None) or 0)

    @property
    def workspace_url(self) -> str:
        """The URL of the workspace with the package's segments."""
        address = reverse("translation_workspace:workspace")
        return f"{address}?language={self.locale.language_code}&package={self.package_id}"

    def recipients(self) -> "models.QuerySet[User]":
        """Returns the active users that the package is assigned to."""
        holders = Q(pk=self.user_id) | (Q(groups=self.group_id) if self.group_id else Q(pk=None))
        return User.objects.filter(holders, is_active=True).distinct()

    def translations(self) -> "models.QuerySet[Translation]":
        """Returns the enabled translations of the package's pages in this language."""
        keys = self.package.pages.order_by().values("translation_key")
        return Translation.objects.filter(
            enabled=True, source__object_id__in=keys, target_locale=self.locale_id
        )
