"""URL patterns that override Wagtail's own workflow views; included before Wagtail's URLs."""

from django.urls import path
from django.views.decorators.cache import never_cache

from wagtail.admin.auth import require_admin_access

from translation.checks.workflow_action import CheckedWorkflowAction
from translation.permissions.hidden_titles.guarded_urls import of_explorable

urlpatterns = [
    path(
        "pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        never_cache(require_admin_access(of_explorable(CheckedWorkflowAction.as_view()))),
    ),
]
