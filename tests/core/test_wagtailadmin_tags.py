"""Icons of the admin are drawn once, and look as Wagtail draws them."""

from django.template import Context, Engine, engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

import pytest

from core.admin import wagtailadmin_tags

STOCK = Engine(
    app_dirs=True, libraries={"wagtailadmin_tags": "wagtail.admin.templatetags.wagtailadmin_tags"}
)
ICON = "{% load wagtailadmin_tags %}{% icon name=name classname=classname title=title %}"


@pytest.mark.parametrize(
    "values",
    [
        {"name": "edit"},
        {"name": "edit", "classname": "initial"},
        {"name": "lock", "title": "A < B & “C”"},
        {"name": "lock", "title": mark_safe("A &lt; B &amp; “C”")},
        {"name": "lock", "title": mark_safe("A < B & “C”")},
    ],
)
def test_an_icon_is_as_wagtail_draws_it(values: dict[str, str]) -> None:
    expected = STOCK.from_string(ICON).render(Context(values))
    own = engines["django"].from_string(ICON)
    wagtailadmin_tags._icon.cache_clear()
    assert own.render(values) == expected
    assert own.render(values) == expected
    assert wagtailadmin_tags._icon.cache_info().misses == 1


def test_its_title_is_in_the_language_of_each_reader() -> None:
    own = engines["django"].from_string(ICON)
    title = gettext_lazy("Edit this page")
    with override("fr"):
        french = own.render({"name": "edit", "title": title})
    with override("es"):
        spanish = own.render({"name": "edit", "title": title})
    assert "Modifier cette page" in french
    assert "Editar esta página" in spanish


def test_an_icon_needs_a_name() -> None:
    with pytest.raises(ValueError, match="icon name"):
        engines["django"].from_string(ICON).render({})
