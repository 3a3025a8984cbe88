"""What drafts and reviews need of wagtail-localize beyond its documented interface.

Each function is pinned by `tests/translation/rights/test_engine_contract.py`.
"""

import json
from typing import Any

from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation


def drafted(translation: Translation) -> Any:
    """The page with what is translated so far, not saved; the original's words elsewhere.

    `Translation.save_target(publish=False)` would change the live page; this leaves its row alone.
    """
    return translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )


def strings_left(translation: Translation) -> int:
    """How many strings have no translation, or one with an error."""
    segments = translation.source.stringsegment_set.annotate_translation(translation.target_locale)
    return int(segments.filter(translation__isnull=True).count())


def translation_behind(page: Any) -> Translation | None:
    """The translation that wagtail-localize's editor shows in place of the page's own form."""
    return (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        )
        .select_related("source", "target_locale")
        .first()
    )


def offer_no_alias() -> None:
    """Takes "Convert to alias page" out of the editor's buttons: the address refuses everybody."""
    stock = edit_translation.render

    def render(request: Any, template: str, context: dict[str, Any]) -> Any:
        if "props" in context:
            props = json.loads(context["props"])
            props["links"]["convertToAliasUrl"] = None
            context = {**context, "props": json.dumps(props)}
        return stock(request, template, context)

    edit_translation.render = render
