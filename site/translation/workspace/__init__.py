"""The translators' desk: one screen for all segments that wait, whatever page they are on.

A screen with queries of its own on wagtail-localize's data. What a segment's state is, who may
change it, what its checks say and how it is reviewed is asked of the packages beside this one.
"""
