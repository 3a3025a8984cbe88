"""Forms for work packages."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale, Page

from core.languages.language_names import language_name
from translation.board import work_package_permissions
from translation.models import PackageAssignment, Role, TranslationRight, WorkPackage
from translation.permissions.rights_table import target_locales
from translation.permissions.visible_page_field import VisiblePageField

# Choices of a language beside its people.
LEFT_OUT, NOBODY = "", "nobody"
MOST_PAGES = 500


class PackageForm(forms.ModelForm):
    """Name, pages and, for each language, the assignee."""

    section = VisiblePageField(label=_("Add a page and all pages below it"), required=False)

    class Meta:
        model = WorkPackage
        fields = ["name", "due_on", "note", "pages"]
        widgets = {
            "due_on": AdminDateInput,
            "note": forms.Textarea(attrs={"rows": 3}),
            "pages": forms.CheckboxSelectMultiple,
        }

    def __init__(
        self, *args: Any, request: HttpRequest, offered: list[int] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.user = request.user
        section: Any = self.fields["section"]
        section.ask_for(request)
        pages: Any = self.fields["pages"]
        pages.label, pages.required, pages.help_text = pgettext_lazy("label", "Pages"), False, ""
        pages.queryset = self._offered(offered or []).order_by("path")
        if not pages.queryset.exists():
            del self.fields["pages"]
        self.locales = target_locales()
        for locale in self.locales:
            self.fields[f"in_{locale.language_code}"] = self._language_field(locale)

    def _offered(self, ids: list[int]) -> Any:
        """Returns the pages to choose from: those of the package and those with these ids."""
        usable = work_package_permissions.usable_pages(self.user)
        keys = Page.objects.filter(pk__in=ids).order_by().values("translation_key")
        chosen = usable.filter(translation_key__in=keys)
        if self.instance.pk is None:
            return chosen
        return chosen | usable.filter(pk__in=self.instance.pages.order_by().values("pk"))

    def _language_field(self, locale: Locale) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=language_name(locale.language_code),
            required=False,
            choices=[
                (LEFT_OUT, _("Not in this language")),
                (NOBODY, _("Not assigned yet")),
                *people_for(locale),
            ],
            initial=_value(self._assignment(locale)),
        )

    def _assignment(self, locale: Locale) -> PackageAssignment | None:
        if self.instance.pk is None:
            return None
        return PackageAssignment.objects.filter(package=self.instance, locale=locale).first()

    def clean(self) -> dict[str, Any]:
        """Adds the pages of the section. Raises ValidationError without pages or languages."""
        cleaned: dict[str, Any] = super().clean() or {}
        pages = set(cleaned.get("pages") or [])
        section = cleaned.get("section")
        if section is not None:
            usable = work_package_permissions.usable_pages(self.user)
            original = usable.filter(translation_key=section.translation_key).first()
            pages |= set(usable.descendant_of(original or section, inclusive=True))
        if not pages:
            raise ValidationError(gettext("Choose at least one page that you edit."))
        if len(pages) > MOST_PAGES:
            message = gettext("A package has at most %(number)d pages.")
            raise ValidationError(message % {"number": MOST_PAGES})
        if not any(cleaned.get(f"in_{locale.language_code}") for locale in self.locales):
            raise ValidationError(gettext("Choose at least one language."))
        cleaned["every_page"] = pages
        return cleaned

    def save_all(self) -> list[PackageAssignment]:
        """Stores the package and its assignments; returns those with a new assignee."""
        package = self.instance
        if package.pk is None:
            package.created_by = self.user
        package.save()
        package.pages.set(self.cleaned_data["every_page"])
        changed = []
        for locale in self.locales:
            value = self.cleaned_data[f"in_{locale.language_code}"]
            if value == LEFT_OUT:
                package.assignments.filter(locale=locale).delete()
            elif (assignment := assign(package, locale, value)) is not None:
                changed.append(assignment)
        return changed


def assign(package: WorkPackage, locale: Locale, value: str) -> PackageAssignment | None:
    """Stores who translates into the language; returns the assignment if the assignee is new."""
    row, _created = PackageAssignment.objects.get_or_create(package=package, locale=locale)
    kind, _dash, number = value.partition("-")
    user_id = int(number) if kind == "user" else None
    group_id = int(number) if kind == "group" else None
    if (row.user_id, row.group_id) == (user_id, group_id):
        return None
    row.user_id, row.group_id, row.reminded_at = user_id, group_id, None
    row.save()
    return row if value != NOBODY else None


def people_for(locale: Locale) -> list[tuple[str, str]]:
    """Returns the groups and users with a right to translate into the language, as choices."""
    rights = TranslationRight.objects.filter(role=Role.TRANSLATOR, locale=locale)
    groups = Group.objects.filter(pk__in=rights.values("group")).order_by("name")
    users: list[User] = list(rights.users().select_related("wagtail_userprofile"))
    return [(f"group-{group.pk}", group.name) for group in groups] + sorted(
        ((f"user-{user.pk}", str(get_user_display_name(user))) for user in users),
        key=lambda choice: choice[1],
    )


def _value(assignment: PackageAssignment | None) -> str:
    if assignment is None:
        return LEFT_OUT
    if assignment.user_id:
        return f"user-{assignment.user_id}"
    return f"group-{assignment.group_id}" if assignment.group_id else NOBODY
