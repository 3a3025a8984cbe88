"""Fills a stock project; called in its environment. Prints JSON: cookie, addresses, a form.

`python -m tests.bench.admin.stock_content plain` makes 100 pages, `… localized` one that is
translated into five languages.
"""

import json
import sys
from typing import Any

CHILDREN = 100
LANGUAGES = ["es", "fr", "ar", "ru", "zh-hans"]


def main() -> None:
    import django

    django.setup()
    print(json.dumps(localized() if sys.argv[1:] == ["localized"] else plain()))  # noqa: T201


def plain() -> dict[str, Any]:
    """A hundred published pages below the home page."""
    from home.models import HomePage
    from tests.bench.admin.inside import make_session

    home = HomePage.objects.get()
    for number in range(CHILDREN):
        page: Any = HomePage(title=f"Page {number}", slug=f"page-{number}")
        home.add_child(instance=page)
        page.save_revision().publish()
    return {"cookie": make_session(), "explorer": f"/admin/pages/{home.pk}/"}


def localized() -> dict[str, Any]:
    """One page with a body in six languages."""
    from wagtail.models import Locale

    from home.models import HomePage
    from tests.bench.admin import inside

    for code in LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home: Any = HomePage.objects.get()
    home.save_revision().publish()
    inside.translate(home, LANGUAGES)
    page: Any = HomePage(title="Views", slug="views", body=inside.body())
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
    page.save_revision().publish()
    inside.translate(page, LANGUAGES)
    cookie = inside.make_session()
    form = inside.publishing_form(cookie, page)
    return {"cookie": cookie, "publish": f"/admin/pages/{page.pk}/edit/", "form": form}


if __name__ == "__main__":
    main()
