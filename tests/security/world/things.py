"""One thing of each kind that addresses of the admin name, other than pages."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    Site,
    UploadedFile,
    Workflow,
)

from conference.models import SessionPage, Topic
from contributions.mail import composing
from contributions.models import Contribution, Registration
from jobs.models import Job
from legacy_import.models import ImportUpload
from terms.models import AuthenticText, Concept
from translation.models import WorkPackage

Values = dict[str, Any]


def topic(code: str) -> int:
    """Seeded, in a language."""
    return int(Topic.objects.filter(locale__language_code=code).earliest("pk").pk)


def default_workflow() -> Workflow:
    """Of one step, for moderators."""
    return Workflow.objects.active().order_by("pk")[0]


def values(account: Callable[[str], Any]) -> Values:
    """Argument → what exists; under the name of an address, what is for that one only.

    What belongs to somebody (uploads, background work) is the editor's.
    """
    editor = account("editor")
    image = get_image_model().objects.create(title="Image", file=get_test_image_file())
    document = get_document_model().objects.create(
        title="Document", file=ContentFile(b"text", "file.txt")
    )
    somebody = User.objects.create_user("somebody")
    workflow = default_workflow()
    task = workflow.tasks.earliest("pk")
    concept = Concept.objects.earliest("pk")
    authentic = AuthenticText.objects.earliest("pk")
    return {
        "bulk": {
            "wagtailimages.image": image.pk,
            "wagtaildocs.document": document.pk,
            "auth.user": somebody.pk,
            "terms.concept": concept.pk,
            "terms.authentictext": authentic.pk,
        },
        "image_id": image.pk,
        "filter_spec": "max-100x100",
        "document_id": document.pk,
        "doc_id": document.pk,
        "job_id": _failed_job(editor).pk,
        "upload_id": ImportUpload.objects.create(name="a.txt", content=b"text", user=editor).pk,
        "redirect_id": Redirect.objects.create(old_path="/old", redirect_link="/en/").pk,
        "collection_id": Collection.get_first_root_node().add_child(name="Files").pk,
        "task_id": task.pk,
        "workflow_pk": workflow.pk,
        "content_type_app_name": "conference",
        "content_type_model_name": "sessionpage",
        "app_label": "conference",
        "model_name": "topic",
        "session_id": 1,
        "language": "fr",
        "package_id": _package().pk,
        **_for_readers(editor),
        **_of_contributions(),
        **_by_name(
            workflow.pk, task.pk, somebody.pk, image.pk, document.pk, concept.pk, authentic.pk
        ),
        **_uploads(editor),
        **_settings(),
    }


def _package() -> WorkPackage:
    """A work package with a public page, to be translated into French."""
    package = WorkPackage.objects.create(name="Package")
    package.pages.add(Page.objects.filter(slug="mainstreaming", locale=Locale.get_default()).get())
    package.assignments.create(locale=Locale.objects.get(language_code="fr"))
    return package


def _settings() -> Values:
    site = Site.objects.get(is_default_site=True)
    which = {"app_name": "core", "model_name": "sitesettings", "pk": site.pk}
    return {f"wagtailsettings:{name}": which for name in ("edit", "preview_on_edit")}


def _by_name(
    workflow: int, task: int, user: int, image: int, document: int, concept: int, authentic: int
) -> Values:
    """What "pk" is depends on whose address it stands in."""
    by_space = {
        "wagtailadmin_api:documents:detail": document,
        "wagtailadmin_api:images:detail": image,
        "wagtaildocs_chooser:chosen": document,
        "wagtailimages_chooser:chosen": image,
        **_all("wagtailadmin_collections", "edit delete", Collection.objects.latest("pk").pk),
        **_all("wagtailadmin_workflows", "enable disable edit usage usage_results", workflow),
        **_all("wagtailadmin_workflows", "edit_task disable_task enable_task", task),
        **_all("wagtaillocales", ADMIN_VIEWS, Locale.objects.get(language_code="fr").pk),
        "edit_language": Locale.objects.get(language_code="fr").pk,
        **_all("wagtailsites", ADMIN_VIEWS, Site.objects.get(is_default_site=True).pk),
        **_all("wagtailusers_users", ADMIN_VIEWS, user),
        **_all("wagtailusers_groups", ADMIN_VIEWS, Group.objects.create(name="Some").pk),
        **_all("wagtailsnippets_terms_concept", ADMIN_VIEWS, concept),
        "wagtailsnippetchoosers_terms_concept:chosen": concept,
        **_all("wagtailsnippets_terms_authentictext", ADMIN_VIEWS, authentic),
        "wagtailsnippetchoosers_terms_authentictext:chosen": authentic,
    }
    found: Values = {name: {"pk": pk} for name, pk in by_space.items()}
    a_topic = {"app_label": "conference", "model_name": "topic", "pk": topic("en")}
    for name in ("submit_snippet_translation", "snippets_api_detail", "snippets_api_listing"):
        found[f"translation:{name}"] = a_topic
    found["wagtailadmin_api:documents:find"] = {"?": {"id": document}}
    found["wagtailadmin_api:images:find"] = {"?": {"id": image}}
    heading = SessionPage._meta.get_field("body").stream_block.child_blocks["heading"]
    link = {"url": "https://example.org/", "link_text": "Link"}
    found["wagtailadmin_choose_page_external_link"] = {
        "form": {f"external-link-chooser-{name}": value for name, value in link.items()}
    }
    found["wagtailadmin_block_preview"] = {"?": {"id": heading.definition_prefix}}
    found["wagtailadmin_workflows:task_chooser_create"] = {
        "?": {"create_model": "wagtailcore.groupapprovaltask"}
    }
    found["wagtailadmin_workflows:add_task"] = {
        "app_label": "wagtailcore",
        "model_name": "groupapprovaltask",
    }
    found["wagtailadmin_tag_model_autocomplete"] = {"app_name": "taggit", "model_name": "tag"}
    found["guide_chapter"] = {"slug": "pages"}
    found["guide_picture"] = {"language": "en", "name": "dashboard.webp"}
    found["wagtailadmin_pages:choose_parent"] = {"model_name": "sessionpage"}
    return found


ADMIN_VIEWS = "edit preview_on_edit delete history history_results usage copy inspect"


def _all(space: str, views: str, pk: int) -> dict[str, int]:
    return {f"{space}:{view}": pk for view in views.split()}


def _of_contributions() -> Values:
    """One that waits in the demo conference, and what else its addresses name."""
    waiting = Contribution.objects.filter(state="waiting").earliest("pk")
    spanish = Contribution.objects.published().filter(language="es").earliest("pk")
    registration = Registration.objects.filter(conference_key=waiting.conference_key).earliest("pk")
    decided = {"registration": registration.pk, "decision": "approve"}
    return {
        "session_key": waiting.session_key,
        "conference_key": waiting.conference_key,
        "name": "file.txt",
        "contributions:one": {"pk": waiting.pk, "form": {"action": "publish"}},
        "contributions:translation": {
            "pk": spanish.pk,
            "language": "fr",
            "form": {"action": "machine"},
        },
        "contributions:registrations": {"form": decided},
        "contributions_file": {"pk": 1},
        "contributions_discard": {"pk": 1},
        "contributions_unsubscribe": {"token": _unsubscribe_token(registration)},
    }


def _unsubscribe_token(registration: Registration) -> str:
    link = composing.unsubscribe_link(registration.participant_id, registration.conference_key)
    return link.rsplit("/", 2)[1]


def _for_readers(user: Any) -> Values:
    """What addresses outside the admin name, and those for a forgotten password."""
    page = Page.objects.get(slug="glossary", locale__language_code="en")
    of_page = page.view_restrictions.create(restriction_type="password", password="right")
    of_files = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node().add_child(name="Private"),
        restriction_type="password",
        password="right",
    )
    return {
        "page_view_restriction_id": of_page.pk,
        "restriction_id": of_files.pk,
        # Of a file of the site map.
        "number": 1,
        "code": "fr",
        "path": "file.txt",
        "uidb64": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }


def _failed_job(owner: Any) -> Job:
    return Job.objects.create(
        kind="archive-conference", owner=owner, language="en", state=Job.State.FAILED
    )


def _uploads(owner: Any) -> Values:
    """Files that wait for the rest of their form."""
    found: Values = {}
    for space, model, view in (
        ("wagtaildocs", get_document_model(), "create_multiple_from_uploaded_document"),
        ("wagtailimages", get_image_model(), "create_multiple_from_uploaded_image"),
    ):
        upload = UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(model),
            file=ContentFile(b"text", "file.txt"),
            uploaded_by_user=owner,
        )
        for name in (view, "delete_upload_multiple"):
            found[f"{space}:{name}"] = {"uploaded_file_id": upload.pk}
    return found
