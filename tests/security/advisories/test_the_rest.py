"""Wagtail's advisories about passwords, mails, files and what a request may cost."""

from collections.abc import Callable
from typing import Any

from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wagtail import forms
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, CollectionViewRestriction, Comment, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

import pytest

from conference.models import IntroductionPage
from tests.conftest import PageFinder
from tests.security.advisories.conftest import MAINSTREAMING, As

# As long as gunicorn lets a request line be (`limit_request_line`).
LONG = 4000


def test_cve_2020_11037_passwords_are_compared_in_constant_time(
    client: Client, page_at: PageFinder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """GHSA-jjjr-3jcw-f8v6: how long the answer took told how many letters were right."""
    compared = []
    constant_time = forms.constant_time_compare

    def listening(one: str, other: str) -> bool:
        compared.append(one)
        return bool(constant_time(one, other))

    monkeypatch.setattr(forms, "constant_time_compare", listening)
    page = page_at("protocol")
    of_page = page.view_restrictions.create(restriction_type="password", password="right")
    of_files = CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node().add_child(name="Private"),
        restriction_type="password",
        password="right",
    )
    doors = [
        reverse("wagtailcore_authenticate_with_password", args=[of_page.pk, page.pk]),
        reverse("wagtaildocs_authenticate_with_password", args=[of_files.pk]),
    ]
    for door in doors:
        client.post(door, {"password": "righ", "return_url": "/"})
    assert compared == ["righ", "righ"]


def test_cve_2022_21683_a_reply_to_a_comment_is_mailed_to_those_of_its_thread_only(
    as_user: As, page_at: PageFinder, account: Callable[[str], Any]
) -> None:
    """GHSA-xqxm-2rpm-3889: it went to everybody who had ever commented on any page."""
    for name in ("editor", "moderator", "admin"):
        user = account(name)
        user.email = f"{name}@example.org"
        user.save()
    other = page_at(f"{MAINSTREAMING}/objectives")
    Comment.objects.create(
        page=other, user=account("moderator"), text="elsewhere", contentpath="title"
    )
    page = IntroductionPage(title="Commented", slug="commented")
    page_at(MAINSTREAMING).add_child(instance=page)
    comment = Comment.objects.create(
        page=page, user=account("editor"), text="mine", contentpath="title"
    )
    page.save_revision()
    reply = {"id": "", "text": "a reply", "user": str(account("admin").pk)}
    thread = {
        "id": str(comment.pk),
        "contentpath": "title",
        "text": "mine",
        "position": "",
        "deleted": "",
        "resolved": "",
        "replies": inline_formset([reply]),
    }
    form = {
        "title": "Commented",
        "slug": "commented",
        "summary": "",
        "mandate": rich_text(""),
        "background": rich_text(""),
        "body": streamfield([]),
        "see_also_links": inline_formset([]),
        "comments": inline_formset([thread], initial=1),
    }
    mail.outbox.clear()
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = as_user("admin").post(address, nested_form_data(form))
    assert answer.status_code == 302
    assert comment.replies.count() == 1
    assert [message.to for message in mail.outbox] == [["editor@example.org"]]


def test_cve_2023_28837_files_that_are_too_large_are_not_read(as_user: As, settings: Any) -> None:
    """GHSA-33pv-vcgh-jfg9: an upload of any size was read into memory."""
    client = as_user("editor")
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    large = ContentFile(b"a" * 2000, "large.txt")
    client.post(reverse("wagtaildocs:add"), {"title": "Large", "file": large})
    assert not get_document_model().objects.filter(title="Large").exists()
    image = get_test_image_file(size=(600, 600)).read() + b"\0" * 2000
    upload = SimpleUploadedFile("large.png", image, "image/png")
    answer = client.post(reverse("wagtailimages:add"), {"title": "Large", "file": upload})
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert not get_image_model().objects.filter(title="Large").exists()


@pytest.mark.parametrize("text", ["a" * LONG, '"' * LONG, "a:" * (LONG // 2), f'"{"a" * LONG}'])
def test_cve_2024_39317_a_long_search_is_answered(
    as_user: As, page_at: PageFinder, text: str
) -> None:
    """GHSA-jmp3-39vp-fwg8: letters without a space took time by their square, here hours."""
    client = as_user("editor")
    for address in (
        "/en/search/",
        f"{page_at('protocol/capacity-building/portal/archive').url}",
        "/admin/pages/search/",
        "/admin/choose-page/search/",
        "/admin/images/",
        "/admin/documents/chooser/results/",
        "/admin/snippets/terms/concept/",
        "/admin/api/main/pages/",
    ):
        answer = client.get(address, {"q": text, "search": text})
        assert answer.status_code < 500, address


@pytest.mark.parametrize(
    "spec",
    ["format-webp-lossless", "jpegquality-1", "blur-9999", "max-10x10|format-avif", "bgcolor-fff"],
)
def test_cve_2026_54260_previews_of_images_make_sizes_only(as_user: As, spec: str) -> None:
    """GHSA-f2p5-j6fg-5cxf: any filter could be asked for, however dear."""
    image = get_image_model().objects.create(title="Image", file=get_test_image_file())
    client = as_user("editor")
    address = reverse("wagtailimages:preview", args=[image.pk, spec])
    assert client.get(address).status_code == 400
    huge = reverse("wagtailimages:preview", args=[image.pk, "fill-99999x99999"])
    assert len(b"".join(client.get(huge).streaming_content)) < 1_000_000


def test_ghsa_c2xx_cjmh_9q8f_collections_below_a_private_one_are_private(
    client: Client, db: None
) -> None:
    """And GHSA-p5gm-92h4-6pv6: the public API listed their files. This site has no public API."""
    private = Collection.get_first_root_node().add_child(name="Private")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    document = get_document_model().objects.create(
        title="Secret",
        file=ContentFile(b"secret", "secret.txt"),
        collection=private.add_child(name="Inner"),
    )
    answer = client.get(document.url)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/_util/login/")
    for kind in ("documents", "images", "pages"):
        listing = client.get(reverse(f"wagtailadmin_api:{kind}:listing"))
        assert listing.status_code in (302, 401, 403)
    assert client.get("/api/v2/documents/", follow=True).status_code == 404
    assert not Page.objects.filter(slug="api").exists()
