from typing import Any

from django.test import Client

from wagtail_localize.models import Translation

import pytest

from tests.conftest import PageFinder
from tests.translation.files.upload_helpers import translation_of

MAINSTREAMING = "protocol/capacity-building/portal/archive/mainstreaming"


@pytest.fixture
def translation(page_at: PageFinder) -> Translation:
    return translation_of(page_at(MAINSTREAMING))


@pytest.fixture
def translator(client: Client, account: Any) -> Client:
    client.force_login(account("translator-fr"))
    return client
