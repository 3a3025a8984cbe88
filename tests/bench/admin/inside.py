"""What each project of the bench does in its own environment, before it is measured.

Nothing here knows which project it is in: a stock Wagtail or this site.
"""

from typing import Any

# The first paragraph has a number of its own in each request, so that each publication is a change.
MARK = "NUMBER-OF-THE-REQUEST"
SENTENCE = (
    "Governments and organizations exchanged views in writing on the integration of biosafety "
    "into national development plans, and named what they need."
)
SECTIONS = 4


def make_session() -> str:
    """Makes an administrator and signs in; gives the value of the Cookie header."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    user = get_user_model()._default_manager.create_superuser(
        username="bench", email="bench@example.org", password=None
    )
    client = Client()
    client.force_login(user)
    token = "b" * 32
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    return f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"


def body(heading: Any = str) -> list[tuple[str, Any]]:
    """Headings, each with two paragraphs; `heading` makes the block's value from its text."""
    blocks: list[tuple[str, Any]] = []
    for number in range(SECTIONS):
        blocks.append(("heading", heading(f"Views, part {number}")))
        blocks += [("paragraph", f"<p>{SENTENCE} Part {number}.</p>")] * 2
    return blocks


def translate(page: Any, languages: list[str]) -> None:
    """Translates every text of the page into these languages, and publishes it there."""
    from wagtail.models import Locale
    from wagtail_localize.models import StringSegment, StringTranslation, Translation
    from wagtail_localize.operations import translate_object

    locales = list(Locale.objects.filter(language_code__in=languages))
    translate_object(page, locales)
    for translation in Translation.objects.filter(source__object_id=page.translation_key):
        for segment in StringSegment.objects.filter(source=translation.source):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                context_id=segment.context_id,
                locale=translation.target_locale,
                defaults={"data": f"{translation.target_locale.language_code} {segment.pk}"},
            )
        translation.save_target(publish=True)


def publishing_form(cookie: str, page: Any, heading: Any = str) -> dict[str, str]:
    """What a browser sends when somebody publishes the page, with MARK in its first paragraph."""
    from django.test import Client

    from wagtail.test.utils.form_data import (
        nested_form_data,
        querydict_from_html,
        rich_text,
        streamfield,
    )

    response = Client(headers={"host": "127.0.0.1", "cookie": cookie}).get(
        f"/admin/pages/{page.pk}/edit/"
    )
    assert response.status_code == 200, response
    fields = querydict_from_html(response.content.decode(), form_id="page-edit-form").dict()
    blocks = [
        (kind, rich_text(value) if kind == "paragraph" else value) for kind, value in body(heading)
    ]
    blocks[1] = ("paragraph", rich_text(f"<p>{SENTENCE} {MARK}.</p>"))
    fields |= nested_form_data({"body": streamfield(blocks)})
    fields |= {"action-publish": "on", "csrfmiddlewaretoken": "b" * 32}
    return {name: "" if value is None else str(value) for name, value in fields.items()}
