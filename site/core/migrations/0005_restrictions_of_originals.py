"""Removes the copies that wagtail-localize made of an original's view restriction.

The original's restriction holds for its translations by itself; a copy would stay behind when
somebody lifts it.
"""

from typing import Any

from django.db import migrations


def remove_copies(apps: Any, _schema_editor: Any) -> None:
    """Deletes restrictions of translations that equal the original's; all others are kept."""
    rules = apps.get_model("wagtailcore", "PageViewRestriction").objects
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    for rule in rules.select_related("page").prefetch_related("groups"):
        key, locale = rule.page.translation_key, rule.page.locale_id
        if sources.filter(object_id=key, locale_id=locale).exists():
            continue
        originals = sources.filter(object_id=key).values("locale_id")
        twins = rules.filter(page__translation_key=key, page__locale_id__in=originals)
        if any(_value(twin) == _value(rule) for twin in twins.exclude(pk=rule.pk)):
            rule.delete()


def _value(rule: Any) -> tuple[Any, ...]:
    groups = sorted(group.pk for group in rule.groups.all())
    return rule.restriction_type, rule.password, tuple(groups)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_site_settings"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(remove_copies, migrations.RunPython.noop)]
