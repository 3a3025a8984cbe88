"""What each group of people may do, as a reviewed table.

Rights on pages hold for a page and everything below it. A role without a right in a tree cannot
open a page of it in the admin.
"""

from dataclasses import dataclass

from django.conf import settings

from wagtail.models import Locale, Page, Site

from translation.models import Role as Part

# Page rights, by the first part of Wagtail's codenames. Those of translators and reviewers follow
# from their rights of translation: `translation.permissions`.
WRITE = ("add", "change", "publish", "lock")
MODERATE = ("add", "change", "publish", "lock", "unlock", "bulk_delete")

# Parts in translating, in the group's own languages.
TRANSLATE = (Part.TRANSLATOR,)
REVIEW = (Part.REVIEWER, Part.PUBLISHER)

# Rights beyond pages, as "app label.codename".
ENTER = "wagtailadmin.access_admin"
SUBMIT = "wagtail_localize.submit_translation"
REDIRECTS = tuple(
    f"wagtailredirects.{action}_redirect" for action in ("add", "change", "delete", "view")
)
KEEP_TOPICS = tuple(f"conference.{action}_topic" for action in ("add", "change", "delete", "view"))
KEEP_TERMS = tuple(
    f"terms.{action}_{model}"
    for model in ("concept", "authentictext")
    for action in ("add", "change", "delete", "view")
)
READ_TERMS = ("terms.view_concept", "terms.view_authentictext")
SET_UP_CONTRIBUTIONS = ("contributions.change_moderationsettings",)
SET_UP_SITE = ("core.change_sitesettings",)
# In the role's own languages only: `translation.permissions.snippet_permissions`.
TRANSLATE_TOPICS = ("conference.change_topic", "conference.view_topic")

# Rights on the root collection.
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
    """One group: its name, the trees it works in and what it may do there.

    Or the languages in which it has a part in translating, and which.
    """

    name: str
    trees: tuple[Page, ...]
    on_pages: tuple[str, ...]
    beyond_pages: tuple[str, ...]
    on_files: tuple[str, ...]
    languages: tuple[Locale, ...] = ()
    in_translation: tuple[str, ...] = ()


def translators(language: str) -> str:
    """The name of the group that translates into `language`."""
    return f"Translators {language}"


def roles() -> list[Role]:
    """Every role that can work already: a language without a home page has no translators yet."""
    homes = _homes()
    source = homes.pop(settings.LANGUAGE_CODE, None)
    everything = tuple(Page.objects.filter(depth=1))
    targets = tuple(home.locale for home in homes.values())
    moderators = (
        ENTER,
        SUBMIT,
        *REDIRECTS,
        *KEEP_TOPICS,
        *KEEP_TERMS,
        *SET_UP_SITE,
        *SET_UP_CONTRIBUTIONS,
    )
    found = [Role("Moderators", everything, MODERATE, moderators, UPLOAD)]
    if source is not None:
        editors = (ENTER, SUBMIT, *KEEP_TOPICS, *KEEP_TERMS, *SET_UP_SITE)
        found.append(Role("Editors", (source,), WRITE, editors, UPLOAD))
    if targets:
        enter = (ENTER, *TRANSLATE_TOPICS, *READ_TERMS)
        found.append(Role("Reviewers", (), (), enter, CHOOSE, targets, REVIEW))
    for locale in targets:
        beyond = (ENTER, SUBMIT, *TRANSLATE_TOPICS, *READ_TERMS)
        name = translators(locale.language_code)
        found.append(Role(name, (), (), beyond, CHOOSE, (locale,), TRANSLATE))
    return found


def _homes() -> dict[str, Page]:
    """Language code → home page, in the order of the settings."""
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
