"""Sign-in with password and second factor, by django-allauth, throttled by django-axes."""
