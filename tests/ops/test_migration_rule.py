"""Migrations that the former release's code can live with: the rule, and that ours keep to it."""

from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

import pytest

from ops import migration_rule

OWN = {
    "capacity", "conference", "home", "contributions", "core", "jobs", "legacy_import",
    "link_checks", "pagecache", "search", "terms", "translation",
}  # fmt: skip
# Migrations from before the rule: no site ran without a gap then. Never add to it.
BEFORE = {
    "capacity": 6,
    "conference": 16,
    "home": 5,
    "contributions": 2,
    "core": 5,
    "jobs": 2,
    "legacy_import": 1,
    "link_checks": 1,
    "pagecache": 2,
    "search": 4,
    "terms": 2,
    "translation": 5,
}


def faults_of(*operations: Any, **attributes: Any) -> list[str]:
    """Of a migration of a model that has one field, `name`."""
    fields = [("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=9))]
    state = ProjectState()
    state.add_model(ModelState("x", "Thing", fields))
    kind = type("Migration", (migrations.Migration,), {"operations": operations, **attributes})
    return migration_rule.faults(kind("0002_change", "x"), state)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("Other", [("id", models.AutoField(primary_key=True))]),
        migrations.AddField("thing", "size", models.IntegerField(null=True)),
        migrations.AddField("thing", "size", models.IntegerField(db_default=0)),
        migrations.AlterField("thing", "name", models.CharField("label", max_length=9)),
        migrations.AddIndex("thing", models.Index(fields=["name"], name="thing_name")),
    ],
)
def test_what_adds_is_allowed(operation: Any) -> None:
    assert faults_of(operation) == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("thing", "name"),
        migrations.RenameField("thing", "name", "title"),
        migrations.RenameModel("Thing", "Item"),
        migrations.DeleteModel("Thing"),
        # Django drops the default from the column: an INSERT of the old code fails.
        migrations.AddField("thing", "size", models.IntegerField(default=0)),
        migrations.AlterField("thing", "name", models.CharField(max_length=5)),
        migrations.RunPython(migrations.RunPython.noop),
        migrations.SeparateDatabaseAndState([migrations.RemoveField("thing", "name")], []),
    ],
)
def test_what_takes_away_needs_a_reason(operation: Any) -> None:
    assert len(faults_of(operation)) == 1
    assert faults_of(operation, old_code_works="Nobody reads it since 2.3.") == []


def test_a_table_that_the_migration_creates_is_used_by_nobody() -> None:
    create = migrations.CreateModel("Other", [("id", models.AutoField(primary_key=True))])
    add = migrations.AddField("other", "size", models.IntegerField(default=0))
    assert faults_of(create, add) == []


def test_our_own_migrations_keep_to_the_rule() -> None:
    loader = MigrationLoader(None)
    plan = []
    for leaf in loader.graph.leaf_nodes():
        for key in loader.graph.forwards_plan(leaf):
            if loader.graph.nodes[key] not in plan:
                plan.append(loader.graph.nodes[key])
    checked = {
        (one.app_label, one.name)
        for one in plan
        if one.app_label in OWN and int(one.name[:4]) > BEFORE[one.app_label]
    }
    assert ("core", "0006_recurring_tasks_and_derived_versions") in checked
    assert migration_rule.faults_by_migration(plan, ProjectState(), checked) == {}


def test_the_command_looks_at_what_is_not_applied(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = StringIO()
    call_command("check_migrations", stdout=output)
    assert output.getvalue().startswith("0 migrations")
    recorded = MigrationRecorder(connection).migration_qs.filter(app="jobs")
    assert recorded.filter(name__gte="0002_queued_jobs_under_their_new_name").delete()[0] > 0
    errors = StringIO()
    with pytest.raises(CommandError, match="maintenance"):
        call_command("check_migrations", stderr=errors)
    assert "jobs.0002_queued_jobs_under_their_new_name" in errors.getvalue()


def test_on_an_empty_database_no_release_is_in_use(db: None) -> None:
    """As at the first installation: `deploy/release.sh` asks there, too."""
    MigrationRecorder(connection).migration_qs.all().delete()
    output = StringIO()
    call_command("check_migrations", stdout=output)
    assert output.getvalue().startswith("The database is empty")
