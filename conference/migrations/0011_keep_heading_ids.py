"""Keeps the identifiers that headings had, which came from their text, in every language.

They are stored with the block: in the rows of pages, in the revisions that a draft or a schedule
may publish, and in the originals that wagtail-localize makes translations of.
"""

import json
from collections import defaultdict

from django.db import migrations
from django.utils.text import slugify

from wagtail.blocks import StreamValue

LONGEST = 60
STREAMS = {
    "home": {"HomePage": ["body"]},
    "capacity": {
        name: ["body"]
        for name in (
            "ArchivePage", "CapacityBuildingPage", "GlossaryPage", "PortalPage", "ProtocolPage",
        )
    },
    "conference": {
        "AgendaPage": ["body", "closing"],
        "ConferencePage": ["body"],
        "IntroductionPage": ["body"],
        "ObjectivesPage": ["body"],
        "OutcomePage": ["body"],
        "PlainPage": ["body"],
        "SessionPage": ["body", "closing"],
    },
}
NAMES = ("body", "closing")


def keep_heading_ids(apps, schema_editor):
    rows = list(_rows(apps))
    known = defaultdict(dict)
    for _model, _pk, key, streams in rows:
        for stream in streams.values():
            for block_id, text in _headings(stream):
                former = slugify(text, allow_unicode=True)[:LONGEST]
                if former:
                    known[str(key), block_id][former] = None
    for model, pk, key, streams in rows:
        changed = {
            name: StreamValue(model._meta.get_field(name).stream_block, stream, is_lazy=True)
            for name, stream in streams.items()
            if _note(stream, key, known)
        }
        if changed:
            model.objects.filter(pk=pk).update(**changed)
    if known:
        _note_in_revisions(apps, known)
        _note_in_sources(apps, known)


def _rows(apps):
    for app, models in STREAMS.items():
        for name, fields in models.items():
            model = apps.get_model(app, name)
            for row in model.objects.only("pk", "translation_key", *fields).iterator():
                yield model, row.pk, row.translation_key, {
                    field: list(getattr(row, field).raw_data) for field in fields
                }


def _headings(stream):
    for block in stream:
        if block.get("type") == "heading" and block.get("id"):
            yield block["id"], block["value"].get("text") or ""


def _note(stream, key, known):
    """Writes what is known into the blocks; returns whether anything was."""
    is_changed = False
    for block in stream:
        former = known.get((str(key), block.get("id")))
        if former and block.get("type") == "heading" and not block["value"].get("former_ids"):
            block["value"]["former_ids"] = " ".join(former)
            is_changed = True
    return is_changed


def _note_in_revisions(apps, known):
    """In those that are of use still; older ones are history."""
    revision_model = apps.get_model("wagtailcore", "Revision")
    pages = apps.get_model("wagtailcore", "Page").objects
    latest = pages.exclude(latest_revision=None).values("latest_revision")
    scheduled = revision_model.objects.exclude(approved_go_live_at=None).values("pk")
    wanted = revision_model.objects.filter(pk__in=latest) | revision_model.objects.filter(
        pk__in=scheduled
    )
    for revision in wanted.iterator():
        if _note_in_content(revision.content, revision.content.get("translation_key"), known):
            revision.save(update_fields=["content"])


def _note_in_sources(apps, known):
    for source in apps.get_model("wagtail_localize", "TranslationSource").objects.iterator():
        content = json.loads(source.content_json)
        if _note_in_content(content, source.object_id, known):
            source.content_json = json.dumps(content)
            source.save(update_fields=["content_json"])


def _note_in_content(content, key, known):
    """A page as Wagtail writes it down: a stream is a string of JSON in it."""
    is_changed = False
    for name in NAMES:
        value = content.get(name)
        if not isinstance(value, str) or not value.startswith("["):
            continue
        stream = json.loads(value)
        if _note(stream, key, known):
            content[name] = json.dumps(stream)
            is_changed = True
    return is_changed


class Migration(migrations.Migration):

    dependencies = [
        ("conference", "0010_heading_former_ids"),
        ("capacity", "0005_heading_former_ids"),
        ("home", "0004_heading_former_ids"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(keep_heading_ids, migrations.RunPython.noop)]
