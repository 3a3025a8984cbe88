"""Addresses and timeout of the mail that the site sends."""

from config.settings.environment import env

CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="secretariat@example.org")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=CONTACT_EMAIL)
# What sends where EMAIL_BACKEND hands mail to the worker; empty where that sends itself.
DELIVERY_EMAIL_BACKEND = ""
SERVER_EMAIL = env.str("SERVER_EMAIL", default=DEFAULT_FROM_EMAIL)
# Seconds until a silent mail server counts as down.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
