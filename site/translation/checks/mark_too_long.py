"""Signal handler that marks stored translations longer than their field as erroneous.

wagtail-localize accepts any length, and validates fields of the page on publishing, but not those
of inline children: PostgreSQL then raises an error (status 500). Erroneous texts are never
published, and the editor displays the message next to the string.
"""

from typing import Any

from django.db.models.signals import post_save

from wagtail_localize.models import StringTranslation, TranslationSource

from translation.checks import field_length
from translation.checks.field_limits import limit_of
from translation.checks.problems import Text


def connect() -> None:
    """Connects the handler to `post_save` of StringTranslation."""
    post_save.connect(mark, sender=StringTranslation, dispatch_uid="translation.too_long")


def mark(instance: StringTranslation, update_fields: Any = None, **kwargs: Any) -> None:
    """Sets `has_error` and `field_error` on a text that exceeds its field's maximum length."""
    is_new_text = update_fields is None or "data" in update_fields
    if kwargs.get("raw") or instance.context_id is None or not is_new_text:
        return
    for problem in field_length.find(Text("", instance.data, "", "", limit=_limit(instance))):
        instance.has_error = True
        instance.field_error = str(problem)
        StringTranslation.objects.filter(pk=instance.pk).update(
            has_error=True, field_error=instance.field_error
        )


def _limit(instance: StringTranslation) -> int | None:
    context = instance.context
    source = (
        TranslationSource.objects.filter(object_id=context.object_id)
        .select_related("specific_content_type")
        .only("specific_content_type")
        .first()
    )
    model = source.specific_content_type.model_class() if source else None
    return limit_of(model, context.field_path or context.path) if model else None
