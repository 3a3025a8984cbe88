"""Quality checks on translations before they are published.

Each check is a function from a text to its problems, listed in `registry`. `translation_segments`
reads the texts, `publish_hooks` and `workflow_action` run the checks before publishing, and
`report_views` lists the problems of the whole site.
"""
