"""Keeps view restrictions where pages are copied or an original is deleted.

Only a person's decision in the privacy form lifts a restriction. A copy has another original or
another place in the tree, and the translations of a deleted original have none: both get the
restrictions that held before as their own.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.db.models.signals import post_delete, pre_delete

from wagtail.models import Page, PageViewRestriction

from core.pages import restrictions
from core.pages.restrictions import IsRestricted


def connect() -> None:
    """Connects the signals of deleted pages."""
    pre_delete.connect(_remember, sender=Page, dispatch_uid="core.kept_restrictions")
    post_delete.connect(_pass_on, sender=Page, dispatch_uid="core.kept_restrictions")


def carry_to_copy(page: Page, copy: Page) -> None:
    """Gives `copy` and its descendants the restrictions that hold for `page` and its descendants.

    A copy for another language has the same original and needs none of its own.
    """
    if copy.translation_key == page.translation_key:
        copy.view_restrictions.all().delete()
        return
    _give(copy.specific, page.specific.get_view_restrictions())
    below, copied = _tree_below(page), _tree_below(copy)
    rules = restrictions.by_page(below)
    for original, twin in zip(below, copied, strict=False):
        if rules[original.pk]:
            _give(twin.specific, rules[original.pk])


def _tree_below(page: Page) -> list[Page]:
    return list(page.get_descendants().order_by("path"))


def _give(page: Page, rules: Iterable[PageViewRestriction]) -> None:
    """Adds those of `rules` to the page that do not hold for it already."""
    held = {_value(rule) for rule in page.get_view_restrictions().prefetch_related("groups")}
    for rule in rules:
        if _value(rule) not in held:
            held.add(_value(rule))
            _add(page, rule, list(rule.groups.all()))


def _value(rule: PageViewRestriction) -> tuple[Any, ...]:
    groups = sorted(group.pk for group in rule.groups.all())
    return rule.restriction_type, rule.password, tuple(groups)


def _add(page: Page, rule: PageViewRestriction, groups: list[Any]) -> None:
    kept = PageViewRestriction(
        page=page, restriction_type=rule.restriction_type, password=rule.password
    )
    kept.save(user=None)
    kept.groups.set(groups)


def _remember(instance: Page, **_kwargs: Any) -> None:
    rules = Page.get_view_restrictions(instance).prefetch_related("groups")
    instance._kept_rules = [(rule, list(rule.groups.all())) for rule in rules]


def _pass_on(instance: Page, **_kwargs: Any) -> None:
    """Restricts translations that were private only through the deleted page."""
    rules = getattr(instance, "_kept_rules", ())
    if not rules:
        return
    versions = Page.objects.filter(translation_key=instance.translation_key)
    for page in versions.exclude(Q(IsRestricted())):
        for rule, groups in rules:
            _add(page, rule, groups)
