"""URLs for participants, below the language prefix, and URLs of attached files."""

from django.urls import path

from contributions import profile, signing_in
from contributions.mail import views as mail
from contributions.personal_data import views as personal_data
from contributions.posting import own_views
from contributions.posting import views as posting
from contributions.reading import views as reading

urlpatterns = [
    path(
        "documents/contributions/<int:pk>/<str:name>", reading.serve_file, name="contributions_file"
    ),
]

in_a_language = [
    path("taking-part/", own_views.account, name="contributions_account"),
    path("taking-part/sign-in/", signing_in.sign_in, name="account_request_login_code"),
    path("taking-part/sign-in/code/", signing_in.confirm, name="account_confirm_login_code"),
    path("taking-part/sign-out/", signing_in.sign_out, name="contributions_sign_out"),
    path("taking-part/profile/", profile.profile, name="contributions_profile"),
    path("taking-part/mail/", mail.mail_settings, name="contributions_mail"),
    path(
        "taking-part/unsubscribe/<str:token>/", mail.unsubscribe, name="contributions_unsubscribe"
    ),
    path(
        "taking-part/personal-data/",
        personal_data.personal_data,
        name="contributions_personal_data",
    ),
    path(
        "taking-part/personal-data/export.json", personal_data.export, name="contributions_export"
    ),
    path(
        "taking-part/personal-data/erase/",
        personal_data.erase_everything,
        name="contributions_erase",
    ),
    path(
        "taking-part/register/<uuid:conference_key>/",
        own_views.register,
        name="contributions_register",
    ),
    path("taking-part/write/<uuid:session_key>/", posting.write, name="contributions_write"),
    path("taking-part/mine/<int:number>/", own_views.own, name="contributions_own"),
    path("taking-part/mine/<int:number>/edit/", own_views.edit, name="contributions_edit"),
    path("taking-part/drafts/<int:pk>/discard/", own_views.discard, name="contributions_discard"),
]
