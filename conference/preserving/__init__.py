"""Preserves a closed conference as a folder of static pages: copy, background job and views."""
