"""The script that keeps superscript and subscript of a paste, and names what a paste loses."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext


def paste_script() -> SafeString:
    """For `insert_editor_js`; with its sentences in the editor's language."""
    return format_html(
        '<script src="{}" data-link="{}" data-table="{}" data-picture="{}" data-position="{}">'
        "</script>",
        static("core/paste.js"),
        gettext(
            "A link that leads to a file on a computer, or to a place in the copied document, was "
            "left out; its text is there. Upload the file as a document and link to that."
        ),
        gettext(
            "A table cannot stand within a text: its cells were pasted as text. "
            "Add a block of the kind “Table” for it."
        ),
        gettext("A picture was left out. Upload it as an image and insert it here."),
        gettext(
            "This text takes no superscript or subscript: raised and lowered characters "
            "were pasted as ordinary ones."
        ),
    )
