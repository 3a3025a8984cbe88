"""URLs for signing in and managing the second factor.

Other URLs of django-allauth are left out: there is no sign-up, and Wagtail's account pages change
passwords and e-mail addresses.
"""

from django.urls import path

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp

from security.sign_in import views

urlpatterns = [
    # Replaces Wagtail's view.
    path("admin/login/", account.login, name="account_login"),
    path("admin/login/code/", mfa.authenticate, name="mfa_authenticate"),
    path("admin/login/again/", account.reauthenticate, name="account_reauthenticate"),
    path("admin/login/again/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("admin/second-factor/", mfa.index, name="mfa_index"),
    path("admin/second-factor/set-up/", views.set_up, name="mfa_activate_totp"),
    path("admin/second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "admin/second-factor/recovery-codes/",
        recovery_codes.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "admin/second-factor/recovery-codes/new/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    # Password of a private collection.
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        views.collection_password,
        name="wagtaildocs_authenticate_with_password",
    ),
]

# Under the language prefix; replaces Wagtail's views, so it must come before page URLs.
i18n_urlpatterns = [
    path("_util/login/", account.login, name="wagtailcore_login"),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        views.page_password,
        name="wagtailcore_authenticate_with_password",
    ),
]
