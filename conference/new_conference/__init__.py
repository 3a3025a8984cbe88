"""Creates new conferences: one form, and a job that creates all pages in all languages as drafts.

`forms` and `session_formset` validate the input, `page_plan` lists the pages, `create_pages`
creates them in a job, `copy_from` proposes the content of an existing conference.
"""
