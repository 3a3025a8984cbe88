"""Limits of the checks of links to other sites."""

from config.settings.environment import PUBLIC_BASE_URL, env

# What other sites are told of who asks them.
LINK_CHECK_USER_AGENT = f"capacity-building-site-link-check (+{PUBLIC_BASE_URL or 'unpublished'})"
# Seconds between two requests to a host; a run's most links and seconds.
LINK_CHECK_DELAY = env.float("LINK_CHECK_DELAY", default=3.0)
LINK_CHECK_MOST = env.int("LINK_CHECK_MOST", default=500)
LINK_CHECK_SECONDS = env.int("LINK_CHECK_SECONDS", default=3600)
# For tests alone: lets a link lead into a private network, and to any port.
LINK_CHECK_PRIVATE_ADDRESSES = False
