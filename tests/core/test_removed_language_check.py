"""Taking a language out of the settings says what would vanish."""

from wagtail.models import Locale, Page

from core.languages.removed_language_check import check_removed_languages


def test_a_language_with_pages_that_is_not_configured_is_named(
    home: Page, settings: object
) -> None:
    assert check_removed_languages(databases=["default"]) == []
    settings.LANGUAGES = [("en", "english"), ("es", "español")]  # type: ignore[attr-defined]
    [warning] = check_removed_languages(databases=["default"])
    number = Page.objects.filter(locale=Locale.all_objects.get(language_code="fr")).count()
    assert "“fr”" in warning.msg
    assert f"{number} pages" in warning.msg


def test_without_a_database_nothing_is_asked() -> None:
    assert check_removed_languages(databases=None) == []
