"""Submitting pages for translation: single pages directly, many in a background job."""
