"""Content Security Policy middleware, a backport of Django 6.

Names and settings are those of `django.utils.csp` and `django.middleware.csp`: on Django 6, delete
this module and import from there.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

# Directive → sources. True: no sources; False, None or empty: the directive is omitted.
Policy = Mapping[str, "Collection[str] | str | bool | None"]


class CSP(StrEnum):
    """Header names and source keywords."""

    HEADER_ENFORCE = "Content-Security-Policy"
    HEADER_REPORT_ONLY = "Content-Security-Policy-Report-Only"
    NONE = "'none'"
    SELF = "'self'"
    UNSAFE_INLINE = "'unsafe-inline'"


def build_policy(config: Policy) -> str:
    """The header's value, for example "default-src 'none'; script-src 'self'"."""
    directives = []
    for name, sources in config.items():
        if sources is True:
            directives.append(name)
        elif sources:
            texts = [sources] if isinstance(sources, str) else sources
            directives.append(" ".join([name, *map(str, texts)]))
    return "; ".join(directives)


class ContentSecurityPolicyMiddleware(MiddlewareMixin):
    """Adds SECURE_CSP and SECURE_CSP_REPORT_ONLY to each response without a policy.

    Views can override them by `response._csp_config` and `_csp_ro_config`.
    """

    def process_response(
        self, _request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Handles one response."""
        enforced = getattr(response, "_csp_config", settings.SECURE_CSP)
        reported = getattr(response, "_csp_ro_config", settings.SECURE_CSP_REPORT_ONLY)
        for header, config in ((CSP.HEADER_ENFORCE, enforced), (CSP.HEADER_REPORT_ONLY, reported)):
            if config and header not in response:
                response[str(header)] = build_policy(config)
        return response
