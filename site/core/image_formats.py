"""The only image format of the rich text editor: full width. Wagtail imports the module by name."""

from django.utils.translation import gettext_lazy as _

from wagtail.images.formats import Format, register_image_format, unregister_image_format

from core.media.renditions import SPEC

for name in ("fullwidth", "left", "right"):
    unregister_image_format(name)
register_image_format(Format("fullwidth", _("As wide as the text"), "figure", SPEC))
