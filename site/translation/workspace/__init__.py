"""The translators' workspace: one screen for translating segments of many pages.

Has its own queries on wagtail-localize's data. Segment states, permissions, checks and review come
from the sibling packages.
"""
