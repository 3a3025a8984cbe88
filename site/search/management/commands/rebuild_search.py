"""`manage.py rebuild_search`: the whole index anew, for example after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from wagtail.models import Page

from search.models import SearchEntry
from search.upkeep import forget_page, index_page


class Command(BaseCommand):
    help = "Indexes every live page anew and forgets the others. Safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        live = Page.objects.filter(live=True, depth__gt=1)
        for page in live.specific().iterator(chunk_size=200):
            index_page(page)
        gone = SearchEntry.objects.exclude(page__in=live).values_list("pk", flat=True)
        for page_id in list(gone):
            forget_page(page_id)
        self.stdout.write(f"Search: {SearchEntry.objects.count()} pages indexed")
