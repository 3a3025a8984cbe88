"""Background job that adds a language.

No page is copied as an alias and none is published: until the home page is translated and
published, requests for the language are redirected to another one.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.permissions import locale_permission_policy
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.operations import translate_object

from jobs import job
from jobs.progress import Progress
from translation.languages.addable_languages import original_home
from translation.languages.sections_to_submit import with_pages_above
from translation.submission.submit_job import in_order, submit_all

KIND = "add-language"


class LanguageRefusedError(Exception):
    """The language can no longer be added, although the form was valid."""


@job(KIND, _("Adding a language"))
def add_language(progress: Progress, *, language: str, sections: list[int]) -> None:
    """Adds the language and submits the pages in `sections` (primary keys).

    Raises LanguageRefusedError after reporting the reason.
    """
    home = _check(progress, language)
    locale, _created = Locale.objects.get_or_create(language_code=language)
    chosen = list(Page.objects.filter(pk__in=sections))
    above = with_pages_above(chosen, home)
    below = in_order([page.pk for page in chosen], below=True)
    submit_all(progress, in_order([*above, *below], below=False), [locale.pk])
    hand_over_snippets(progress, locale)
    _lead_on(progress, home, locale)


def may_add_language(user: Any) -> bool:
    """Whether the user has the permission to add locales."""
    return bool(user.is_active and locale_permission_policy.user_has_permission(user, "add"))


def _check(progress: Progress, language: str) -> Page:
    users: Any = get_user_model()._default_manager
    if not may_add_language(users.get(pk=progress.job.owner_id)):
        _refuse(progress, gettext("You may no longer add languages."))
    if language not in get_content_languages():
        message = gettext("The language “%(code)s” is not among those of this installation.")
        _refuse(progress, message % {"code": language})
    home = original_home()
    if home is None:
        _refuse(progress, gettext("The site has no home page in its own language."))
    return home


def _refuse(progress: Progress, reason: str) -> None:
    progress.add_line(reason)
    raise LanguageRefusedError(reason)


def hand_over_snippets(progress: Progress, locale: Locale) -> None:
    """Hands the snippets of the site's own language, such as topics, to translators."""
    for model in get_snippet_models():
        if not issubclass(model, TranslatableMixin):
            continue
        translated = model.objects.filter(locale=locale).values("translation_key")
        missing = model.objects.filter(locale=Locale.get_default())
        missing = missing.exclude(translation_key__in=translated)
        snippets = list(missing)
        for snippet in snippets:
            translate_object(snippet, [locale])
        if snippets:
            message = gettext("%(kind)s handed to translators: %(count)s")
            kind = capfirst(str(model._meta.verbose_name_plural))
            progress.add_line(message % {"kind": kind, "count": len(snippets)})


def _lead_on(progress: Progress, home: Page, locale: Locale) -> None:
    translated = home.get_translation_or_none(locale)
    if translated is None:
        _refuse(progress, gettext("The home page could not be handed to translators."))
    else:
        message = gettext(
            "Readers are offered the language once its home page is translated and published: "
            "“%(title)s”."
        )
        progress.add_line(message % {"title": translated.get_admin_display_title()})
        _say_what_remains(progress, home, locale)
        progress.set_result_url(reverse("wagtailadmin_explore", args=[translated.pk]))


def _say_what_remains(progress: Progress, home: Page, locale: Locale) -> None:
    """Names what the job leaves to people: further pages, and rights."""
    there = Page.objects.filter(locale=locale).values("translation_key")
    left = Page.objects.descendant_of(home).exclude(translation_key__in=there).count()
    if left:
        message = ngettext(
            "%(count)s page is not handed over yet. Select it in the explorer and choose "
            "“Translate”.",
            "%(count)s pages are not handed over yet. Select them in the explorer and choose "
            "“Translate”.",
            left,
        )
        progress.add_line(message % {"count": left})
    progress.add_line(gettext("Give translators and reviewers rights in the new language."))
