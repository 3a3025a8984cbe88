"""Takes up the importer's models from the app `conference`, with their rows.

The tables were made by `conference.0007_imports` and renamed by `conference.0013`. The rows of
content types get the new app label, so that permissions and log entries stay with them.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


MODELS = ["importedsource", "importupload"]


def move_content_types(apps, schema_editor, *, old="conference", new="legacy_import"):
    ContentType = apps.get_model("contenttypes", "ContentType")
    types = ContentType.objects.using(schema_editor.connection.alias)
    types.filter(app_label=old, model__in=MODELS).update(app_label=new)
    ContentType.objects.clear_cache()


def move_content_types_back(apps, schema_editor):
    move_content_types(apps, schema_editor, old="legacy_import", new="conference")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("conference", "0013_importer_models_leave"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='ImportedSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(max_length=400, verbose_name='source')),
                        ('sha256', models.CharField(db_index=True, max_length=64)),
                        ('revision_id', models.PositiveBigIntegerField(null=True)),
                        ('former_address', models.CharField(blank=True, max_length=1000, verbose_name='former address')),
                        ('is_main', models.BooleanField(default=True)),
                        ('imported_at', models.DateTimeField(auto_now=True, verbose_name='imported')),
                        ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                    ],
                    options={
                        'verbose_name': 'imported source',
                        'verbose_name_plural': 'imported sources',
                        'ordering': ['-imported_at'],
                    },
                ),
                migrations.CreateModel(
                    name='ImportUpload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=400, verbose_name='file')),
                        ('content', models.BinaryField()),
                        ('choices', models.JSONField(default=dict)),
                        ('trial', models.JSONField(null=True)),
                        ('report', models.JSONField(null=True)),
                        ('confirmed_at', models.DateTimeField(null=True)),
                        ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'uploaded file',
                        'verbose_name_plural': 'uploaded files',
                        'ordering': ['-uploaded_at'],
                    },
                ),
            ],
        ),
        migrations.RunPython(move_content_types, move_content_types_back),
    ]
