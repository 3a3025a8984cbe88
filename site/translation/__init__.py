"""The translation workflow on top of wagtail-localize: rights, states, review, checks and files."""
