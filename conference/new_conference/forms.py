"""The form for a new conference, and the one before it that chooses a conference to copy."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

from conference.models import ConferencePage, MainstreamingPage
from conference.new_conference import copy_from, local_time_fields, permissions
from conference.new_conference.create_pages import KIND
from conference.new_conference.local_time_fields import LocalDateTimeField, LocalTimesForm
from conference.schedule import default_opening
from core.routing import page_view_registry
from jobs.models import Job

# Attributes of Wagtail's script that fills in the slug from the title.
PROPOSES_SLUG = {
    "data-controller": "w-sync",
    "data-action": (
        "focus->w-sync#check blur->w-sync#apply change->w-sync#apply keyup->w-sync#apply"
    ),
    "data-w-sync-target-value": "#id_slug",
}


def kinds() -> list[tuple[str, Any]]:
    """Returns the page types to choose from, as (label of the model, verbose name)."""
    return [
        (ConferencePage._meta.label, pgettext_lazy("kind of page", "Conference")),
        (MainstreamingPage._meta.label, _("Mainstreaming conference, with planning instruments")),
    ]


class NewConferenceForm(LocalTimesForm):
    """Takes the Portal's page and the user; `cleaned_data` has instants in UTC."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("label", "Kind"), choices=kinds, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Short title"),
        max_length=100,
        help_text=_("The label in the trail and in navigation, for example “Mainstreaming”."),
        widget=forms.TextInput(attrs=PROPOSES_SLUG),
    )
    full_title = forms.CharField(
        label=_("Full title"),
        max_length=500,
        help_text=_("The title as announced."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    slug = forms.SlugField(
        label=pgettext_lazy("address on the web", "Address"),
        max_length=100,
        required=False,
        help_text=_(
            "The conference’s part of the address, the same in every language. Left empty, it is "
            "made from the short title."
        ),
        widget=SlugInput,
    )
    summary = forms.CharField(
        label=pgettext_lazy("label", "Summary"),
        max_length=600,
        required=False,
        help_text=_("One or two sentences, shown below the title and in listings."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone of all dates"),
        choices=lambda: [(name, name.replace("_", " ")) for name in local_time_fields.zone_names()],
        initial="UTC",
        help_text=_("Readers see the dates in UTC, whatever the zone they were entered in."),
    )
    opens_at = LocalDateTimeField(label=pgettext_lazy("label of a date", "Opens"))
    closes_at = LocalDateTimeField(label=pgettext_lazy("label of a date", "Closes"))
    opens_in_the_past = forms.BooleanField(
        label=_("Yes, the conference opens in the past"), required=False
    )
    agenda = forms.ChoiceField(
        label=_("The sessions"),
        choices=[
            ("concurrent", _("run concurrently; dates of their own are not needed")),
            ("sequential", _("follow each other, each with dates of its own")),
        ],
        initial="concurrent",
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=pgettext_lazy("label", "Languages"),
        required=False,
        help_text=_("Each language gets the pages as drafts, ready for its translators."),
        widget=forms.CheckboxSelectMultiple,
    )
    copied_from: Any = forms.ModelChoiceField(
        queryset=ConferencePage.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, portal: Page, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_in_doubt = False
        """Whether something may not be meant, and is to be confirmed before pages are made."""
        self.portal = portal
        choices = permissions.languages_for(user, portal)
        languages: Any = self.fields["languages"]
        languages.choices = choices
        languages.initial = [code for code, _autonym in choices]
        if not choices:
            del self.fields["languages"]
        copied_from: Any = self.fields["copied_from"]
        copied_from.queryset = copy_from.sources_for(user)
        self.fields["kind"].initial = ConferencePage._meta.label

    def clean(self) -> dict[str, Any]:
        """Converts dates, and validates their order and the slug."""
        cleaned = self.cleaned_data
        self.is_in_doubt = False
        zone = cleaned.get("time_zone")
        opens_at, closes_at = self.resolve("opens_at", zone), self.resolve("closes_at", zone)
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", gettext("The conference cannot close before it opens."))
        if opens_at and opens_at < timezone.now():
            self.notices.append(gettext("The opening date is in the past. Is this intended?"))
            self.is_in_doubt = not cleaned.get("opens_in_the_past")
        # A missing slug is no error of its own if the title is missing.
        if cleaned.get("slug") or (cleaned.get("title") and "slug" in cleaned):
            cleaned["slug"] = cleaned["slug"] or slugify(cleaned.get("title", ""))[:100]
            self._check_slug(cleaned["slug"])
        return cleaned

    def _check_slug(self, slug: str) -> None:
        words = {"slug": slug}
        if not slug:
            self.add_error("slug", gettext("Give the conference an address."))
        elif page_view_registry.is_reserved(slug):
            message = gettext("“%(slug)s” is an address of the site itself; choose another.")
            self.add_error("slug", message % words)
        elif permissions.is_taken(slug, self.portal):
            message = gettext("There is a page with the address “%(slug)s” already.")
            self.add_error("slug", message % words)
        elif Job.objects.unfinished().filter(kind=KIND, arguments__conference__slug=slug).exists():
            message = gettext("A conference with the address “%(slug)s” is already being created.")
            self.add_error("slug", message % words)


UTC_ZONE = "UTC"


class StartForm(LocalTimesForm):
    """Sent by GET. Once valid, `proposal` returns initial values for the main form."""

    like: Any = forms.ModelChoiceField(
        label=_("Existing conference"),
        queryset=ConferencePage.objects.none(),
        help_text=_(
            "Its sessions, questions, objectives and texts are taken over, with the translations "
            "that they have. All of it can be changed."
        ),
    )
    opens_at = LocalDateTimeField(
        label=_("The new conference opens (UTC)"),
        required=False,
        help_text=_("All other dates are moved by the same time."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        # Both forms are on one screen, so their ids must differ.
        super().__init__(*args, auto_id="id_start_%s", **kwargs)
        conferences = copy_from.sources_for(user)
        field: Any = self.fields["like"]
        # Accepts any conference, not only those in the select field.
        field.queryset = conferences
        offered = conferences[: copy_from.OFFERED]
        names = [(page.pk, f"{page.title} ({page.opens_at.year})") for page in offered]
        field.choices = [("", "–"), *names]
        self.fields["opens_at"].initial = default_opening()

    def clean(self) -> dict[str, Any]:
        """Converts the opening to UTC."""
        self.resolve("opens_at", UTC_ZONE)
        return self.cleaned_data

    def proposal(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Returns the initial values of the main form and of its session rows."""
        conference = self.cleaned_data["like"]
        opens_at = self.cleaned_data.get("opens_at") or default_opening()
        return (
            copy_from.proposal(conference, opens_at),
            copy_from.session_proposals(conference, opens_at),
        )
