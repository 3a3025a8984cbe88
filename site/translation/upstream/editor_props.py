"""Adapts the JSON properties of wagtail-localize's editor.

The template `wagtail_localize/admin/edit_translation.html` overrides the stock one to call it.
"""

import json
import re
from typing import Any

from django.utils.translation import gettext, pgettext

# The path of an image within rich text, see `core.text.rich_text_segments`.
_IMAGE = re.compile(r"\.'\d+'$")


def adapted(props: str) -> str:
    """Returns the JSON without "Convert to alias page", and with labels for rich text images."""
    data = json.loads(props)
    data["links"]["convertToAliasUrl"] = None
    for segment in data["segments"]:
        if _IMAGE.search(segment["contentPath"]):
            segment["location"] |= _of_image(is_text=segment["type"] == "string")
    return json.dumps(data)


def _of_image(*, is_text: bool) -> dict[str, Any]:
    if is_text:
        return {"subField": gettext("Description of the image")}
    return {"subField": pgettext("label", "Image"), "widget": {"type": "image_chooser"}}
