"""What the page of results says to a test."""

from django.test import Client


def titles(client: Client, query: str, language: str = "en") -> list[str]:
    response = client.get(f"/{language}/search/", {"q": query})
    assert response.status_code == 200
    return [result.head.title for result in response.context["results"]]
