"""Applications, middleware and templates."""

from config.settings.environment import env
from config.settings.paths import BASE_DIR

INSTALLED_APPS = [
    "home",
    "capacity",
    "conference",
    "legacy_import",
    "core",
    "printing",
    "terms",
    "search",
    "translation",
    "contributions",
    "accounts",
    "guide",
    "jobs",
    "link_checks",
    "ops",
    "page_cache",
    "security",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_countries",
    "django_filters",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # Health checks come before the host check and the redirect to HTTPS.
    "ops.health_endpoints.HealthMiddleware",
    "ops.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "security.csp.ContentSecurityPolicyMiddleware",
    "security.security_header_middleware.FurtherHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ops.maintenance_mode.MaintenanceMiddleware",
    "page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.languages.live_language_middleware.LiveLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A participant is nobody to the rest of the site.
    "contributions.middleware.ParticipantMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "security.security_header_middleware.AdminPolicyMiddleware",
    "security.malformed_request_middleware.ChosenNumbersMiddleware",
    "security.malformed_request_middleware.IncompleteFormMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "security.sign_in.middleware.SecondFactorMiddleware",
    "security.sign_in.middleware.AdminSessionMiddleware",
    "translation.permissions.hidden_titles.admin_user_middleware.AdminUserMiddleware",
    "core.admin.conflicts_without_revisions.EntryConflictMiddleware",
    "core.routing.redirect_matching.FoldedRedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "core.languages.bidi_middleware.DirectionMiddleware",
    "core.languages.unbroken_middleware.UnbrokenMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The library that is named twice is ours in place of Wagtail's, see TEMPLATES.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            # Wagtail's own library, with privacy icons that know of the original.
            "libraries": {"wagtailadmin_tags": "core.admin.wagtailadmin_tags"},
        },
    },
]

# Off unless set; needs requirements-extras.txt.
METRICS = env.bool("METRICS", default=False)
if METRICS:
    MIDDLEWARE.insert(1, "ops.metrics.MetricsMiddleware")
