"""What drafts and reviews need of wagtail-localize beyond its documented interface.

Each function is pinned by `tests/translation/rights/test_engine_contract.py`.
"""

import json
from typing import Any

from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation

from translation.engine import making


def drafted(translation: Translation) -> Any:
    """The page with what is translated so far, not saved; elsewhere what readers see already.

    See `translation.engine.making` for what stands in place of a text without a translation.
    `Translation.save_target(publish=False)` would change the live page; this leaves its row alone.
    """
    return making.unsaved(translation.source, translation.target_locale)


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
