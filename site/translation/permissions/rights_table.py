"""Table of all translation rights: users and groups by languages, three checkboxes in a cell."""

from collections.abc import Container
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Self

from django.contrib.auth.models import Group, User
from django.http import QueryDict

from wagtail.models import Locale, Page

from core.languages.language_names import language_name
from core.text.text_joining import labelled, with_details
from translation.models import Role, TranslationRight
from translation.permissions.group_page_permissions import grant, own_group_name, revoke


@dataclass(frozen=True)
class Holder:
    """A user or group, in one section or site-wide. `key` identifies it in the form."""

    user: User | None
    group: Group | None
    section: Page | None

    @property
    def key(self) -> str:
        """The identifier of the row in the form."""
        who = f"u{self.user.pk}" if self.user else f"g{self.group.pk if self.group else 0}"
        return f"{who}-{self.section.pk if self.section else 0}"

    @property
    def name(self) -> str:
        """The user's or group's name."""
        if self.user is not None:
            return self.user.get_full_name() or self.user.get_username()
        return str(self.group)

    @property
    def where(self) -> str:
        """The section's title; empty for site-wide rights."""
        return "" if self.section is None else str(self.section.title)

    def right(self, locale: Locale, role: str) -> TranslationRight:
        """Returns an unsaved right of this holder."""
        return TranslationRight(
            user=self.user, group=self.group, section=self.section, locale=locale, role=role
        )


@dataclass(frozen=True)
class Box:
    """A checkbox; `name` is its form field, `label` its accessible name."""

    name: str
    role: Role
    locale: Locale
    is_checked: bool
    label: str


def boxes(
    key: str, locales: list[Locale], name: str = "", rights: Container[tuple[int, str]] = ()
) -> list[list[Box]]:
    """Returns the checkboxes of a row by locale; those of `rights` (locale id, role) are checked.

    `name` is the holder's, for the labels; a new row has none yet.
    """
    return [
        [
            Box(
                box_name(key, locale, role),
                role,
                locale,
                is_checked=(locale.pk, role.value) in rights,
                label=str(
                    labelled(with_details([name, language_name(locale.language_code)]), role.label)
                ),
            )
            for role in Role
        ]
        for locale in locales
    ]


@dataclass
class Row:
    """The rights of one holder."""

    holder: Holder
    rights: dict[tuple[int, str], TranslationRight] = field(default_factory=dict)
    """Locale id and role → right."""

    def cells(self, locales: list[Locale]) -> list[list[Box]]:
        """Returns a list of checkboxes for each locale."""
        return boxes(self.holder.key, locales, self.holder.name, self.rights)


def box_name(key: str, locale: Locale, role: str) -> str:
    """Returns the form field name of a checkbox."""
    return f"{key}-{locale.language_code}-{role}"


@dataclass
class Grid:
    """The whole table."""

    locales: list[Locale]
    rows: list[Row]

    @classmethod
    def load(cls) -> Self:
        """Loads the table, ordered by name and section."""
        rows: dict[str, Row] = {}
        for right in TranslationRight.objects.with_names():
            holder = Holder(right.user, right.group, right.section)
            row = rows.setdefault(holder.key, Row(holder))
            row.rights[right.locale_id, right.role] = right
        by_name = sorted(rows.values(), key=lambda row: (row.holder.name, row.holder.where))
        return cls(target_locales(), by_name)

    def apply(self, data: QueryDict, by: Any) -> int:
        """Grants and revokes rights as checked. Returns the number of changes.

        The form field `was` lists the boxes that were checked when the form was rendered:
        concurrent changes by other users are kept.
        """
        was = set(data.getlist("was"))
        changes = 0
        for row in self.rows:
            for locale, role in product(self.locales, Role):
                name = box_name(row.holder.key, locale, role)
                held = row.rights.get((locale.pk, role.value))
                if name in data and name not in was and held is None:
                    grant(row.holder.right(locale, role.value), by)
                elif name not in data and name in was and held is not None:
                    revoke(held, by)
                else:
                    continue
                changes += 1
        return changes

    def add(self, holder: Holder, key: str, data: QueryDict, by: Any) -> int:
        """Grants the rights checked under `key` to the holder. Returns the number of new rights."""
        wanted = [
            holder.right(locale, role.value)
            for locale, role in product(self.locales, Role)
            if box_name(key, locale, role) in data
        ]
        return sum(grant(right, by) is right for right in wanted)


def target_locales() -> list[Locale]:
    """Returns the locales that are translated into."""
    return [locale for locale in Locale.objects.order_by("pk") if not locale.is_default]


def people() -> "list[User]":
    """Returns the users who can be given rights; superusers have all of them."""
    return list(User.objects.filter(is_active=True, is_superuser=False).order_by("username"))


def groups() -> list[Group]:
    """Returns the groups except personal groups."""
    own = [own_group_name(user) for user in User.objects.all()]
    return list(Group.objects.exclude(name__in=own).order_by("name"))


def sections() -> list[Page]:
    """Returns the originals with descendants, in tree order."""
    below_home = Page.objects.filter(depth__gt=2, numchild__gt=0)
    default = [locale.pk for locale in Locale.objects.all() if locale.is_default]
    return list(below_home.filter(locale__in=default).order_by("path"))
