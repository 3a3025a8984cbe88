"""New conferences: one form makes all pages, in every language, as drafts.

`form` and `sessions` ask, `plan` says which pages there will be, `write` makes them in the
background. `source` proposes what an existing conference has.
"""
