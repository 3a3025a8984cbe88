"""How many queries an address of the admin takes."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def answer_and_cost(client: Client, address: str) -> tuple[str, int]:
    """The HTML, and the number of queries it took when it was asked for the second time."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return response.content.decode(), len(captured)
