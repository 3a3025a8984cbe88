"""The translation workflow on top of wagtail-localize: rights, segment states, review, checks,
files.
"""
