"""The permissions of each role, as a reviewed table.

Page permissions apply to a page and all its descendants.
"""

from dataclasses import dataclass

from django.conf import settings

from wagtail.models import Locale, Page, Site

from translation.models import Role as TranslationRole

# Page permissions, as the first part of Wagtail's codenames. Translators and reviewers get theirs
# from translation rights: `translation.permissions`.
WRITE = ("add", "change", "publish", "lock")
MODERATE = ("add", "change", "publish", "lock", "unlock", "bulk_delete")

# Translation roles, in the group's languages.
TRANSLATE = (TranslationRole.TRANSLATOR,)
REVIEW = (TranslationRole.REVIEWER, TranslationRole.PUBLISHER)

# Permissions other than on pages, as "app label.codename".
ACCESS_ADMIN = "wagtailadmin.access_admin"
SUBMIT = "wagtail_localize.submit_translation"
_ACTIONS = ("add", "change", "delete", "view")
REDIRECTS = tuple(f"wagtailredirects.{action}_redirect" for action in _ACTIONS)
MANAGE_TOPICS = tuple(f"conference.{action}_topic" for action in _ACTIONS)
MANAGE_TERMS = tuple(
    f"terms.{action}_{model}" for model in ("concept", "authentictext") for action in _ACTIONS
)
READ_TERMS = ("terms.view_concept", "terms.view_authentictext")
SET_UP_CONTRIBUTIONS = ("contributions.change_moderationsettings",)
SET_UP_SITE = ("core.change_sitesettings",)
# In the role's languages only: `translation.permissions.translation_permissions`.
TRANSLATE_TOPICS = ("conference.change_topic", "conference.view_topic")

# Permissions on the root collection.
CHOOSE = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
UPLOAD = (
    *CHOOSE,
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
)


@dataclass(frozen=True)
class Role:
    """One group: its name and permissions.

    Either page permissions on `trees`, or translation roles in `languages`.
    """

    name: str
    trees: tuple[Page, ...]
    on_pages: tuple[str, ...]
    beyond_pages: tuple[str, ...]
    on_files: tuple[str, ...]
    languages: tuple[Locale, ...] = ()
    in_translation: tuple[str, ...] = ()


def translators(language: str) -> str:
    """The name of the group that translates into the language with this code."""
    return f"Translators {language}"


def roles() -> list[Role]:
    """All roles; a language without a home page has no translators yet."""
    homes = _homes()
    source = homes.pop(settings.LANGUAGE_CODE, None)
    everything = tuple(Page.objects.filter(depth=1))
    targets = tuple(home.locale for home in homes.values())
    editors = (ACCESS_ADMIN, SUBMIT, *MANAGE_TOPICS, *MANAGE_TERMS, *SET_UP_SITE)
    moderators = (*editors, *REDIRECTS, *SET_UP_CONTRIBUTIONS)
    found = [Role("Moderators", everything, MODERATE, moderators, UPLOAD)]
    if source is not None:
        found.append(Role("Editors", (source,), WRITE, editors, UPLOAD))
    if targets:
        reviewers = (ACCESS_ADMIN, *TRANSLATE_TOPICS, *READ_TERMS)
        found.append(Role("Reviewers", (), (), reviewers, CHOOSE, targets, REVIEW))
    for locale in targets:
        translator = (ACCESS_ADMIN, SUBMIT, *TRANSLATE_TOPICS, *READ_TERMS)
        name = translators(locale.language_code)
        found.append(Role(name, (), (), translator, CHOOSE, (locale,), TRANSLATE))
    return found


def _homes() -> dict[str, Page]:
    """Language code → home page, in the order of LANGUAGES."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return {}
    codes = [code for code, _autonym in settings.LANGUAGES]
    locales = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    found = {
        locales[page.locale_id]: page
        for page in site.root_page.get_translations(inclusive=True)
        if page.locale_id in locales
    }
    return {code: found[code] for code in codes if code in found}
