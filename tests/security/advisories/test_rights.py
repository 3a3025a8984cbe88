"""Wagtail's advisories about rights that were not asked for, each tried against this site.

The attacker is whoever has the least rights that reach the address: a translator, or an account
that may enter the admin and nothing else.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

import pytest

from conference.models import IntroductionPage, Topic
from core.models import SiteSettings
from tests.conftest import PageFinder
from tests.security.advisories.conftest import MAINSTREAMING, SECRET, As, copies_of, was_refused

TRANSLATORS = ["translator-es", "translator-fr", "reviewer"]
WithOnly = Callable[..., Client]


@pytest.mark.slow
def test_cve_2023_45809_names_of_users_in_bulk_actions(as_user: As, account: Any) -> None:
    """GHSA-fc75-58r8-rm3h: a bulk action named accounts to those who may not see any."""
    somebody = User.objects.create_user(
        SECRET, email=f"{SECRET}@example.org", first_name=SECRET, last_name=SECRET
    )
    for action in ("delete", "assign_role", "set_active_state"):
        address = reverse("wagtail_bulk_action", args=["auth", "user", action])
        assert SECRET in as_user("admin").get(f"{address}?id={somebody.pk}").content.decode()
        for who in ("editor", "moderator", *TRANSLATORS):
            for asked in (f"id={somebody.pk}", "id=all"):
                answer = as_user(who).get(f"{address}?{asked}", follow=True)
                assert SECRET not in answer.content.decode(), (who, action, asked)
                as_user(who).post(f"{address}?{asked}", {"is_active": "False"})
    assert User.objects.get(pk=somebody.pk).is_active


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_25517_previews_without_the_right_to_edit(
    as_user: As, secret: IntroductionPage, who: str
) -> None:
    """GHSA-4qvv-g3vr-m348: a crafted form gave a preview of any page, and of what it reads."""
    form = nested_form_data(
        {
            "title": "x",
            "slug": "x",
            "summary": "x",
            "theme": "x",
            "number": "9",
            **dict.fromkeys(("body", "closing"), streamfield([])),
            **dict.fromkeys(("mandate", "background", "introduction"), rich_text("")),
            **dict.fromkeys(
                ("guiding_questions", "see_also_links", "comments"), inline_formset([])
            ),
        }
    )
    edit = reverse("wagtailadmin_pages:preview_on_edit", args=[secret.pk])
    parent = secret.get_parent()
    add = reverse(
        "wagtailadmin_pages:preview_on_add", args=["conference", "sessionpage", parent.pk]
    )
    for address in (edit, add):
        assert as_user("editor").post(address, form).status_code == 200
        client = as_user(who)
        for answer in (client.post(address, form), client.get(address), client.delete(address)):
            assert was_refused(answer), address


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_44197_comparing_revisions_without_the_right_to_edit(
    as_user: As, secret: IntroductionPage, who: str
) -> None:
    """GHSA-c6wj-9vcj-75pj: who knew two numbers read two revisions."""
    numbers = list(secret.revisions.order_by("pk").values_list("pk", flat=True))
    for pair in (numbers, ("earliest", "latest")):
        address = reverse("wagtailadmin_pages:revisions_compare", args=[secret.pk, *pair])
        assert SECRET in as_user("editor").get(address).content.decode()
        assert was_refused(as_user(who).get(address))


def test_cve_2026_44197_nor_those_of_another_page(
    as_user: As, secret: IntroductionPage, page_at: PageFinder
) -> None:
    """The numbers of a secret page's revisions below a page that is one's own."""
    own = page_at(f"{MAINSTREAMING}/introduction", "fr")
    numbers = list(secret.revisions.order_by("pk").values_list("pk", flat=True))
    address = reverse("wagtailadmin_pages:revisions_compare", args=[own.pk, *numbers])
    assert was_refused(as_user("translator-fr").get(address))
    for name in ("revisions_view", "revisions_revert"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[own.pk, numbers[0]])
        assert was_refused(as_user("translator-fr").get(address)), name


@pytest.mark.long
@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_44198_the_history_of_a_page_without_the_right_to_edit(
    as_user: As, secret: IntroductionPage, who: str
) -> None:
    """GHSA-c4mr-889m-vgf6: it told of drafts, and of who works on them."""
    for name in ("history", "history_results", "workflow_history", "usage", "revisions_index"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[secret.pk])
        answer = as_user(who).get(address, follow=name == "revisions_index")
        assert SECRET not in answer.content.decode(), name
        assert name == "revisions_index" or was_refused(answer), name


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_44200_copying_a_page_out_of_a_place_of_others(
    as_user: As, secret: IntroductionPage, page_at: PageFinder, who: str
) -> None:
    """GHSA-67rv-mg8q-5pf3: only the right at the destination was asked for."""
    own = page_at(MAINSTREAMING, "es" if who == "translator-es" else "fr")
    copy = reverse("wagtailadmin_pages:copy", args=[secret.pk])
    form = {"new_title": "Mine", "new_slug": "mine", "new_parent_page": own.pk}
    assert was_refused(as_user(who).get(copy))
    assert was_refused(as_user(who).post(copy, form))
    for action in ("copy", "create_alias"):
        api = reverse("wagtailadmin_api:pages:action", args=[secret.pk, action])
        answer = as_user(who).post(api, {"destination_page_id": own.pk, "recursive": True})
        assert was_refused(answer), action
    assert not Page.objects.filter(slug="mine").exists()
    assert copies_of(secret) == 0


def test_cve_2026_54259_chosen_files_without_the_right_to_choose(with_only: WithOnly) -> None:
    """GHSA-h54r-xq46-qwqm: the choosers told title and file of any image or document."""
    image = get_image_model().objects.create(title=SECRET, file=get_test_image_file())
    document = get_document_model().objects.create(title=SECRET, file="secret.txt", file_size=1)
    client = with_only()
    for space, pk in (("wagtailimages_chooser", image.pk), ("wagtaildocs_chooser", document.pk)):
        one = reverse(f"{space}:chosen", args=[pk])
        several = f"{reverse(f'{space}:chosen_multiple')}?id={pk}"
        for address in (one, several):
            answer = client.get(address)
            assert SECRET.encode() not in answer.content, address
            assert b"secret.txt" not in answer.content, address


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_54261_previews_of_images_without_the_right_to_change_them(
    as_user: As, who: str
) -> None:
    """GHSA-r6p4-grq7-xm4m: any image was shown to whoever may enter the admin."""
    image = get_image_model().objects.create(title="Image", file=get_test_image_file())
    address = reverse("wagtailimages:preview", args=[image.pk, "max-100x100"])
    assert as_user("editor").get(address).status_code == 200
    assert was_refused(as_user(who).get(address))


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_54262_translations_of_pages_without_a_right_on_them(
    as_user: As, secret: IntroductionPage, who: str
) -> None:
    """GHSA-8634-mr4j-r72c: the right to submit translations made copies of any page.

    Of simple_translation; here wagtail-localize, and the action of the admin's API of the same
    purpose, which 7.0.9 mended.
    """
    form = {"locales": [Locale.objects.get(language_code="fr").pk]}
    submit = reverse("translation:submit_page_translation", args=[secret.pk])
    assert was_refused(as_user(who).post(submit, form))
    api = reverse("wagtailadmin_api:pages:action", args=[secret.pk, "copy_for_translation"])
    for data in ({"locale": "fr"}, {"locale": "es", "alias": True, "copy_parents": True}):
        assert was_refused(as_user(who).post(api, data)), data
    assert Page.objects.filter(translation_key=secret.translation_key).count() == 1


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2026_55468_the_api_of_pages_without_rights_on_them(
    as_user: As, secret: IntroductionPage, who: str
) -> None:
    """GHSA-3vrh-m9w7-v94f: it gave title, slug and description of any draft."""
    detail = reverse("wagtailadmin_api:pages:detail", args=[secret.pk])
    assert SECRET in as_user("editor").get(detail).content.decode()
    client = as_user(who)
    assert was_refused(client.get(detail))
    parent = secret.get_parent().pk
    for asked in (f"child_of={parent}&fields=*", f"search={SECRET}", f"slug={secret.slug}"):
        answer = client.get(f"{reverse('wagtailadmin_api:pages:listing')}?{asked}")
        assert SECRET not in answer.content.decode(), asked
    find = client.get(f"{reverse('wagtailadmin_api:pages:find')}?id={secret.pk}", follow=True)
    assert SECRET not in find.content.decode()


def test_ghsa_x5cx_w6p2_mxf2_copying_a_snippet_with_the_right_to_add_only(
    with_only: WithOnly,
) -> None:
    """Who may add but neither change nor view read any snippet in the form of its copy."""
    topic = Topic.objects.filter(locale__language_code="en").earliest("pk")
    Topic.objects.filter(pk=topic.pk).update(name=SECRET)
    client = with_only("conference.add_topic")
    add = reverse("wagtailsnippets_conference_topic:add")
    assert client.get(add).status_code == 200
    copy = reverse("wagtailsnippets_conference_topic:copy", args=[topic.pk])
    assert was_refused(client.get(copy))


@pytest.mark.parametrize("who", TRANSLATORS)
def test_cve_2024_35228_settings_by_their_address(as_user: As, who: str) -> None:
    """Whoever may enter the admin could open settings by their address."""
    site = Site.objects.get(is_default_site=True)
    address = reverse("wagtailsettings:edit", args=["core", "sitesettings", site.pk])
    client = as_user(who)
    assert was_refused(client.get(address))
    assert was_refused(client.post(address, {"contact_email": "attacker@example.org"}))
    assert not SiteSettings.objects.filter(contact_email="attacker@example.org").exists()
