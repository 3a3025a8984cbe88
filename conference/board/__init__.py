"""The conference board in the admin: all pages of a conference in all languages."""
