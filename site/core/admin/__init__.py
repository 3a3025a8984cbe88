"""Extensions of the Wagtail admin: publishing checks, edit conflicts, visibility of pages."""
