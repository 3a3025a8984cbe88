"""Counts the queries of a request."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def get_and_count_queries(client: Client, address: str) -> tuple[str, int]:
    """Requests a URL twice; returns the HTML and the number of queries of the second request."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode(), len(captured)
