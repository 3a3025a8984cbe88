"""Wagtail's report “Page types usage” without titles of pages the user may not explore."""

from typing import Any

from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView


class VisiblePageTypesReport(PageTypesUsageReportView):
    """Wagtail's report view with hidden titles."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """As Wagtail's own, without last edited pages the user may not explore."""
        rows = super().decorate_paginated_queryset(page_types)
        numbers = {row.last_edited_page_id for row in rows if row.last_edited_page_id}
        explorable = self.permission_policy.explorable_instances(self.request.user)
        known = set(explorable.filter(pk__in=numbers).values_list("pk", flat=True))
        for row in rows:
            if row.last_edited_page_id not in known:
                row.last_edited_page = None
        return rows
