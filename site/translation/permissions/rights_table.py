"""All rights of translation as a table: people and groups by languages, three boxes in a cell."""

from dataclasses import dataclass, field
from itertools import product
from typing import Any, Self

from django.contrib.auth.models import Group, User
from django.http import QueryDict

from wagtail.models import Locale, Page

from translation.models import Role, TranslationRight
from translation.permissions.page_permissions import grant, own_group_name, revoke


@dataclass(frozen=True)
class Holder:
    """A person or a group, in one section or in all of them. `key` names it in the form."""

    user: User | None
    group: Group | None
    section: Page | None

    @property
    def key(self) -> str:
        who = f"u{self.user.pk}" if self.user else f"g{self.group.pk if self.group else 0}"
        return f"{who}-{self.section.pk if self.section else 0}"

    @property
    def name(self) -> str:
        if self.user is not None:
            return self.user.get_full_name() or self.user.get_username()
        return str(self.group)

    @property
    def where(self) -> str:
        """The section; empty for all of them."""
        return "" if self.section is None else str(self.section.title)

    def right(self, locale: Locale, role: str) -> TranslationRight:
        """A right of this holder that is not recorded."""
        return TranslationRight(
            user=self.user, group=self.group, section=self.section, locale=locale, role=role
        )


@dataclass(frozen=True)
class Box:
    """`name` is the one in the form; `label` says aloud whose box it is."""

    name: str
    role: Role
    locale: Locale
    is_checked: bool
    label: str


def blank_boxes(key: str, locales: list[Locale]) -> list[list[Box]]:
    """The boxes of a row that has no holder yet."""
    return [
        [
            Box(
                box_name(key, locale, role),
                role,
                locale,
                is_checked=False,
                label=f"{locale.get_display_name()}: {role.label}",
            )
            for role in Role
        ]
        for locale in locales
    ]


@dataclass
class Row:
    holder: Holder
    rights: dict[tuple[int, str], TranslationRight] = field(default_factory=dict)
    """By the language's id and the role."""

    def cells(self, locales: list[Locale]) -> list[list[Box]]:
        """A list of boxes for each language."""
        return [[self._box(locale, role) for role in Role] for locale in locales]

    def _box(self, locale: Locale, role: Role) -> Box:
        is_checked = (locale.pk, role.value) in self.rights
        label = f"{self.holder.name} – {locale.get_display_name()}: {role.label}"
        name = box_name(self.holder.key, locale, role)
        return Box(name, role, locale, is_checked=is_checked, label=label)


def box_name(key: str, locale: Locale, role: str) -> str:
    return f"{key}-{locale.language_code}-{role}"


@dataclass
class Grid:
    locales: list[Locale]
    rows: list[Row]

    @classmethod
    def load(cls) -> Self:
        rows: dict[str, Row] = {}
        for right in TranslationRight.objects.with_names():
            holder = Holder(right.user, right.group, right.section)
            row = rows.setdefault(holder.key, Row(holder))
            row.rights[right.locale_id, right.role] = right
        by_name = sorted(rows.values(), key=lambda row: (row.holder.name, row.holder.where))
        return cls(target_locales(), by_name)

    def apply(self, data: QueryDict, by: Any) -> int:
        """Does what was ticked and unticked; gives how many rights that changed.

        `was` in the form names the boxes that were ticked when it was drawn: what somebody else
        has changed since then is left as it is.
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
        """Grants what the boxes under `key` say, beside what the holder has; gives how many."""
        wanted = [
            holder.right(locale, role.value)
            for locale, role in product(self.locales, Role)
            if box_name(key, locale, role) in data
        ]
        return sum(grant(right, by) is right for right in wanted)


def target_locales() -> list[Locale]:
    """The languages that are translated into."""
    return [locale for locale in Locale.objects.order_by("pk") if not locale.is_default]


def people() -> "list[User]":
    """Whom a right may be given; administrators have them all."""
    return list(User.objects.filter(is_active=True, is_superuser=False).order_by("username"))


def groups() -> list[Group]:
    """The groups of several people; those that hold one person's own rights are not shown."""
    own = [own_group_name(user) for user in User.objects.all()]
    return list(Group.objects.exclude(name__in=own).order_by("name"))


def sections() -> list[Page]:
    """Originals with pages below them, in the order of the tree."""
    below_home = Page.objects.filter(depth__gt=2, numchild__gt=0)
    default = [locale.pk for locale in Locale.objects.all() if locale.is_default]
    return list(below_home.filter(locale__in=default).order_by("path"))
