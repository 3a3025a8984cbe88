"""Security settings: headers, sign-in and accounts."""

from datetime import timedelta

from config.settings.environment import env
from security.csp_policies import UNUSED_FEATURES, admin_policy, public_policy

# --- Security -------------------------------------------------------------------------------
# Further image origins (a bucket), and the URL for violation reports.
_CSP = (env.list("CSP_IMAGE_ORIGINS", default=[]), env.str("CSP_REPORT_URI", default=""))
SECURE_CSP, SECURE_CSP_ADMIN = public_policy(*_CSP), admin_policy(*_CSP)
SECURE_CSP_REPORT_ONLY: dict[str, list[str]] = {}
SECURE_CSP_ADMIN_REPORT_ONLY: dict[str, list[str]] = {}
if env.bool("CSP_REPORT_ONLY", default=False):
    SECURE_CSP_REPORT_ONLY, SECURE_CSP = SECURE_CSP, {}
    SECURE_CSP_ADMIN_REPORT_ONLY, SECURE_CSP_ADMIN = SECURE_CSP_ADMIN, {}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_FURTHER_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED_FEATURES),
}
# No framing, except Wagtail's previews, which set SAMEORIGIN; see `AdminPolicyMiddleware`.
X_FRAME_OPTIONS = "DENY"

# --- Signing in -----------------------------------------------------------------------------
# With MFA_REQUIRED, admin users must set up a second factor first.
MFA_REQUIRED = env.bool("MFA_REQUIRED", default=False)
# Sessions of the admin end after so many hours without a request there.
ADMIN_SESSION_HOURS = env.float("ADMIN_SESSION_HOURS", default=12.0)
# Number of trusted proxies that append to X-Forwarded-For.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
AUTHENTICATION_BACKENDS = [
    "security.sign_in.throttling.ThrottlingBackend",
    "contributions.backends.ParticipantGuard",
    "accounts.auth_backend.AccountBackend",
    "contributions.backends.ParticipantBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
# Locked after five failures per account and IP address, for 15 minutes.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address"]
AXES_CLIENT_IP_CALLABLE = "security.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "security.sign_in.throttling.too_many_attempts"
ACCOUNT_ADAPTER = "security.sign_in.allauth_adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
# django-axes counts in the database; a cache may be down, or local to a process.
ACCOUNT_RATE_LIMITS = False
# Participants sign in with a code sent by e-mail, valid for so many seconds.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "security.sign_in.forms.SignInForm",
    "reauthenticate": "security.sign_in.forms.ReauthenticatePasswordForm",
}
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "security.sign_in.forms.PasswordResetForm"  # noqa: S105
MFA_ADAPTER = "security.sign_in.allauth_adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "security.sign_in.forms.CodeForm",
    "reauthenticate": "security.sign_in.forms.ReauthenticateCodeForm",
    "activate_totp": "security.sign_in.forms.ActivateCodeForm",
}

# --- Accounts -------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Demo accounts with a shared password: never in production.
DEMO_ACCOUNTS = False
DEMO_PASSWORD = ""
