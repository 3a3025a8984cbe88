"""Who translates, reviews and publishes in which language."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wagtail.models import Locale, Page, Site


def home_page() -> Page | None:
    """The home page in the site's first language."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return None if site is None else site.root_page


class Role(models.TextChoices):
    TRANSLATOR = "translator", _("translates")
    REVIEWER = "reviewer", _("reviews")
    PUBLISHER = "publisher", _("publishes")


class TranslationRightQuerySet(models.QuerySet["TranslationRight"]):
    def with_names(self) -> "TranslationRightQuerySet":
        return self.select_related("user", "group", "locale", "section")

    def held_by(self, user: Any) -> "TranslationRightQuerySet":
        """The user's own, and those of their groups."""
        return self.filter(Q(user=user) | Q(group__in=user.groups.all()))

    def reaching(self, page: Page) -> "TranslationRightQuerySet":
        """Those that hold for `page`: in its language, for all of it or a section above."""
        lineage = page.get_ancestors(inclusive=True).values("translation_key")
        reaches = Q(section=None) | Q(section__translation_key__in=lineage)
        return self.filter(reaches, locale_id=page.locale_id)

    def waiting_for(self, page: Page) -> "TranslationRightQuerySet":
        """Those whose tree begins with `page`."""
        begins = Q(section__translation_key=page.translation_key)
        home = home_page()
        if home is not None and home.translation_key == page.translation_key:
            begins |= Q(section=None)
        return self.filter(begins, locale_id=page.locale_id)

    def places(self) -> list[Page]:
        """The first page of each tree in which these rights hold; trees that exist already."""
        return [place for right in self.select_related("section") if (place := right.place())]

    def users(self) -> "models.QuerySet[User]":
        """The people who hold one of these rights, and may sign in."""
        holders = Q(pk__in=self.values("user")) | Q(groups__in=self.values("group"))
        return User.objects.filter(holders, is_active=True).distinct()


class TranslationRight(models.Model):
    """One role of one person or group in one language, everywhere or in one section.

    Wagtail knows nothing of it: `translation.permissions` turns it into Wagtail's page permissions.
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
        """The page in the right's language with which its tree begins, if there is one yet."""
        original = self.section or home_page()
        if original is None:
            return None
        return original.get_translations(inclusive=True).filter(locale=self.locale_id).first()
