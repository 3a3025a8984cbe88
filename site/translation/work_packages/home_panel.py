"""Panel of the admin's home page with the user's work packages."""

from typing import Any

from wagtail.admin.ui.components import Component

from translation.models import PackageAssignment

AT_MOST = 8


class PackagesPanel(Component):
    """The panel “your work packages”; empty without any."""

    name = "work_packages_of_yours"
    template_name = "translation/work_packages/panel.html"
    order = 111

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Returns the open packages of the user, those due first, in one query."""
        user = parent_context["request"].user
        mine = PackageAssignment.objects.of(user).filter(done_at=None)
        return {"assignments": list(mine.with_progress().with_names()[:AT_MOST])}
