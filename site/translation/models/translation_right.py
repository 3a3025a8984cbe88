"""Models of who translates, reviews and publishes in which language and section."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.models import Locale, Page, Site

HOME_DEPTH = 2


def home_page() -> Page | None:
    """Returns the home page in the site's default language."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return None if site is None else site.root_page


class Role(models.TextChoices):
    """Role of a translation right."""

    TRANSLATOR = "translator", pgettext_lazy("a person or group", "translates")
    REVIEWER = "reviewer", pgettext_lazy("a person or group", "reviews")
    PUBLISHER = "publisher", pgettext_lazy("a person or group", "publishes")


class TranslationRightQuerySet(models.QuerySet["TranslationRight"]):
    """QuerySet of translation rights."""

    def with_names(self) -> "TranslationRightQuerySet":
        """Loads user, group, locale and section."""
        return self.select_related("user", "group", "locale", "section")

    def held_by(self, user: Any) -> "TranslationRightQuerySet":
        """Returns the rights of the user and of the user's groups."""
        return self.filter(Q(user=user) | Q(group__in=user.groups.all()))

    def reaching(self, page: Page) -> "TranslationRightQuerySet":
        """Returns the rights that apply to `page`: in its language, site-wide or for a section."""
        lineage = page.get_ancestors(inclusive=True).values("translation_key")
        reaches = Q(section=None) | Q(section__translation_key__in=lineage)
        return self.filter(reaches, locale_id=page.locale_id)

    def waiting_for(self, page: Page) -> "TranslationRightQuerySet":
        """Returns the rights whose tree starts at `page`."""
        begins = Q(section__translation_key=page.translation_key)
        # A home page stands below the root of the tree.
        home = home_page() if page.depth == HOME_DEPTH else None
        if home is not None and home.translation_key == page.translation_key:
            begins |= Q(section=None)
        return self.filter(begins, locale_id=page.locale_id)

    def places(self) -> list[Page]:
        """Returns the existing root pages of the trees in which these rights apply."""
        return [place for right in self.select_related("section") if (place := right.place())]

    def users(self) -> "models.QuerySet[User]":
        """Returns the active users who hold one of these rights."""
        holders = Q(pk__in=self.values("user")) | Q(groups__in=self.values("group"))
        return User.objects.filter(holders, is_active=True).distinct()


class TranslationRight(models.Model):
    """One role of a user or group in one language, site-wide or in one section.

    `translation.permissions` converts rights to Wagtail's page permissions.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        Page, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """The original of the section's first page; its translation is looked up."""

    objects = TranslationRightQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation right")
        verbose_name_plural = _("translation rights")
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(group=None), name="right_of_a_user_or_a_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user or self.group} {self.role} {self.locale_id}"

    def place(self) -> Page | None:
        """The root page of the right's tree in its language, or None if it does not exist yet."""
        original = self.section or home_page()
        if original is None:
            return None
        return original.get_translations(inclusive=True).filter(locale=self.locale_id).first()
