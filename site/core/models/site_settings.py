"""What editors set for the whole site without a deployment: contact, announcement, footer, image.

On the rails of `wagtail.contrib.settings`: one `SiteSettings` for each site, with what is the same
in every language, and below it one `SiteTexts` for each language.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail import blocks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Orderable, Page

from core.fields import RichTextField, StreamField

ANNOUNCEMENT_FEATURES = ["bold", "italic", "link"]


class FooterPageBlock(blocks.StructBlock):
    """A footer link to a page of this site."""

    page = blocks.PageChooserBlock(
        label=pgettext_lazy("label", "Page"),
        help_text=_("Choose it in the language of these texts."),
    )
    text = blocks.CharBlock(
        label=pgettext_lazy("label", "Text"),
        required=False,
        max_length=100,
        help_text=_("Leave empty to show the title of the page."),
    )

    class Meta:
        icon = "doc-empty-inverse"
        label = _("Page of this site")


class FooterAddressBlock(blocks.StructBlock):
    """A footer link to another site."""

    address = blocks.URLBlock(label=_("Address elsewhere"), max_length=1000)
    text = blocks.CharBlock(label=pgettext_lazy("label", "Text"), max_length=100)

    class Meta:
        icon = "link"
        label = _("Another site")


class FooterLinksBlock(blocks.StreamBlock):
    """The links of the footer."""

    page = FooterPageBlock()
    address = FooterAddressBlock()


class SiteSettingsForm(WagtailAdminModelForm):
    """Asks once for each language at most."""

    def clean(self) -> dict[str, Any]:
        """As Django's own; each language may have its texts only once."""
        cleaned: dict[str, Any] = super().clean()
        rows = self.formsets["texts"].forms if "texts" in getattr(self, "formsets", {}) else []
        seen = set()
        for row in rows:
            locale = row["locale"].value()
            if row["DELETE"].value() or not locale:
                continue
            if str(locale) in seen:
                self.add_error(None, gettext("Each language can have its texts only once."))
            seen.add(str(locale))
        return cleaned


class SiteSettingsQuerySet(models.QuerySet["SiteSettings"]):
    """Named queries for site settings."""

    def for_readers(self, site: Any) -> Any:
        """Those of a site, with the image, in one query; None where nobody has saved any."""
        return self.filter(site=site).select_related("social_image").first()


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """What is the same in every language. All instants are in UTC."""

    contact_email = models.EmailField(
        _("contact address"),
        blank=True,
        help_text=_(
            "Shown in the footer, in calendars, feeds and security.txt. "
            "Empty: the address that the operator has set."
        ),
    )
    social_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("image for social networks"),
        help_text=_(
            "Shown beside a link to this site, cut to 1200 × 630 pixels. "
            "A page can have an image of its own."
        ),
    )
    announcement_from = models.DateTimeField(
        _("shown from (UTC)"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    announcement_until = models.DateTimeField(
        _("shown until (UTC)"), null=True, blank=True, help_text=_("Empty: until it is taken away.")
    )

    objects = SiteSettingsQuerySet.as_manager()

    base_form_class = SiteSettingsForm
    panels = [
        FieldPanel("contact_email"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("announcement_from"), FieldPanel("announcement_until")])],
            heading=_("When the announcement is shown"),
            help_text=_(
                "Its text stands below, in each language; where there is none, none is shown."
            ),
        ),
        InlinePanel(
            "texts",
            heading=_("Texts in each language"),
            label=pgettext_lazy("list item", "Language"),
        ),
        FieldPanel("social_image"),
    ]

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

    def clean(self) -> None:
        """As Django's own; an announcement must end after it begins."""
        super().clean()
        begins, ends = self.announcement_from, self.announcement_until
        if begins and ends and ends <= begins:
            message = gettext("The announcement would end before it begins.")
            raise ValidationError({"announcement_until": message})


class SiteTextsQuerySet(models.QuerySet["SiteTexts"]):
    """Named queries for the texts of a site."""

    def for_readers(self, site: Any, language: str) -> Any:
        """The texts of a site in a language, with its settings, in one query; None without any."""
        found = self.filter(settings__site=site, locale__language_code=language)
        return found.select_related("settings__social_image").first()


class SiteTexts(Orderable):
    """What the site says of itself in one language."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(
        Locale,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=pgettext_lazy("field", "language"),
    )
    contact = models.CharField(
        pgettext_lazy("field", "contact"),
        max_length=300,
        blank=True,
        help_text=_("One line for the footer, for example the postal address."),
    )
    announcement = RichTextField(
        pgettext_lazy("field", "announcement"),
        blank=True,
        features=ANNOUNCEMENT_FEATURES,
        help_text=_("One or two sentences, at the top of every page. Readers can close it."),
    )
    footer_links = StreamField(FooterLinksBlock(), verbose_name=_("footer links"), blank=True)

    objects = SiteTextsQuerySet.as_manager()

    panels: ClassVar[list[Any]] = [
        FieldPanel("locale"),
        FieldPanel("contact"),
        FieldPanel("announcement"),
        FieldPanel("footer_links"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("texts in a language")
        verbose_name_plural = _("texts in each language")
        constraints = [
            models.UniqueConstraint(fields=["settings", "locale"], name="texts_once_a_language")
        ]

    def __str__(self) -> str:
        return str(self.locale)

    def clean(self) -> None:
        """As Django's own; footer pages must be in the language of the texts."""
        super().clean()
        keys = [
            link["value"]["page"] for link in self.footer_links.raw_data if link["type"] == "page"
        ]
        foreign = Page.objects.filter(pk__in=keys).exclude(locale=self.locale_id).first()
        if foreign is not None:
            message = gettext("“%(title)s” is a page in another language.")
            raise ValidationError({"footer_links": message % {"title": foreign.title}})
