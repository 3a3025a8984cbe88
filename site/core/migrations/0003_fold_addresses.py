"""Former addresses and redirects are looked up folded, and so stored folded from now on."""

from django.db import migrations

from core.text.address_folding import folded


def fold_former_addresses(apps, schema_editor):
    """Where two addresses become one, the later page keeps it."""
    rows = apps.get_model("core", "FormerAddress").objects.order_by("-recorded_at", "-pk")
    _fold(rows, "url_path", lambda row: None, delete_others=True)


def fold_redirects(apps, schema_editor):
    """Where two become one, that which is folded already keeps it; the other stays as it is."""
    rows = apps.get_model("wagtailredirects", "Redirect").objects.order_by("-pk")
    _fold(rows, "old_path", lambda row: row.site_id, delete_others=False)


def _fold(rows, field, scope, *, delete_others):
    rows = list(rows)
    changed = [row for row in rows if folded(getattr(row, field)) != getattr(row, field)]
    taken = {(scope(row), getattr(row, field)): row for row in rows}
    position = {row.pk: number for number, row in enumerate(rows)}
    for row in changed:
        key = (scope(row), folded(getattr(row, field)))
        other = taken.get(key)
        if other is not None and (not delete_others or position[other.pk] < position[row.pk]):
            if delete_others:
                row.delete()
            continue
        if other is not None:
            other.delete()
        taken[key] = row
        setattr(row, field, key[1])
        row.save(update_fields=[field])


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0002_former_addresses"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(fold_former_addresses, migrations.RunPython.noop),
        migrations.RunPython(fold_redirects, migrations.RunPython.noop),
    ]
