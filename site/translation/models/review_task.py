"""The workflow task for the review of a translation, by those with the right of a reviewer."""

from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.models import Page, Task, TaskState

from core.caching import request_cache
from translation.models.translation_right import Role, TranslationRight


class TranslationReviewTask(Task):
    """Task for the reviewers of the page's language and section, except the submitter."""

    class Meta:
        verbose_name = _("review of a translation")
        verbose_name_plural = _("reviews of translations")

    @classmethod
    def get_description(cls) -> str:
        """Describes the task in the admin."""
        return gettext("Reviewers of the page’s language, but not who sent it to review")

    def may_review(self, page: Page, user: Any) -> bool:
        """Whether the user is a superuser, or a reviewer of the page who did not submit it."""
        if user.is_superuser:
            return True
        state = page.current_workflow_state
        if state is not None and state.requested_by_id == user.pk:
            return False
        rights = TranslationRight.objects.held_by(user).filter(role=Role.REVIEWER)
        return request_cache.for_user(user, f"reviews {page.pk}", rights.reaching(page).exists)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """As Wagtail's own, for users who may review."""
        return self.may_review(obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """As Wagtail's own: locked for users who may not review."""
        return not self.may_review(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """As Wagtail's own, for users who may review."""
        return self.may_review(obj, user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Returns name, label and whether a comment is required, for each action."""
        if not self.may_review(obj, user):
            return []
        return [
            ("reject", _("Return with a comment"), True),
            ("approve", _("Approve and publish"), False),
            ("approve", _("Approve with comment, and publish"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **_kwargs: Any) -> QuerySet[TaskState]:
        """Returns the running task states that the user may review."""
        running = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return running
        rights = TranslationRight.objects.held_by(user).filter(role=Role.REVIEWER)
        below = Q(pk=None)
        for place in rights.places():
            below |= Q(path__startswith=place.path)
        keys = Page.objects.filter(below).annotate(key=Cast("pk", CharField())).values("key")
        return running.filter(workflow_state__object_id__in=keys).exclude(
            workflow_state__requested_by=user
        )
