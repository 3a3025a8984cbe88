"""The files that robots and browsers ask for at the root of the site."""

from datetime import UTC, datetime

from django.test import Client

from wagtail.models import Page


def test_robots_are_told_of_the_site_map(client: Client, home: Page) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /admin/" in text


def test_security_contact_is_valid_for_a_while(client: Client, home: Page) -> None:
    response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"].startswith("mailto:")
    assert fields["Preferred-Languages"] == "en, es, fr"
    expires = datetime.fromisoformat(fields["Expires"])
    assert 30 < (expires - datetime.now(tz=UTC)).days < 366


def test_the_favicon_is_there(client: Client, db: None) -> None:
    response = client.get("/favicon.ico")
    assert response.status_code == 301
    assert response["Location"].endswith("core/favicon.svg")
