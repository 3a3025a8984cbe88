"""What wagtail-localize's editor is told, in JSON, before its template is drawn.

Our template `wagtail_localize/admin/edit_translation.html` passes it through here.
"""

import json
import re
from typing import Any

from django.utils.translation import gettext

# The place of an image within a rich text, see `core.text.rich_text_segments`.
_IMAGE = re.compile(r"\.'\d+'$")


def adapted(props: str) -> str:
    """Without "Convert to alias page", whose address refuses everybody; with images named."""
    data = json.loads(props)
    data["links"]["convertToAliasUrl"] = None
    for segment in data["segments"]:
        if _IMAGE.search(segment["contentPath"]):
            segment["location"] |= _of_image(is_text=segment["type"] == "string")
    return json.dumps(data)


def _of_image(*, is_text: bool) -> dict[str, Any]:
    if is_text:
        return {"subField": gettext("Description of the image")}
    return {"subField": gettext("Image"), "widget": {"type": "image_chooser"}}
