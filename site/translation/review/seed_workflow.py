"""Seeds the review workflow for every language that is translated into."""

from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from core.seeding.seed_toml import SeedReport
from translation.models import TranslationReviewTask
from translation.models.translation_right import home_page
from translation.permissions.rights_table import target_locales

NAME = "Review of translations"


def seed(report: SeedReport) -> None:
    """Creates the workflow if it does not exist; administrators may change or replace it later."""
    workflow = _workflow(report)
    original = home_page()
    if original is None:
        return
    for home in original.get_translations().filter(locale__in=target_locales()):
        _row, created = WorkflowPage.objects.get_or_create(
            page=home, defaults={"workflow": workflow}
        )
        if created:
            report.created(f"workflow of {home.url_path}")
        else:
            report.kept()


def _workflow(report: SeedReport) -> Workflow:
    task = TranslationReviewTask.objects.first()
    known = None if task is None else task.workflows.first()
    if known is not None:
        report.kept()
        return known
    workflow = Workflow.objects.create(name=NAME)
    task = task or TranslationReviewTask.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    report.created(f"workflow {NAME}")
    return workflow
