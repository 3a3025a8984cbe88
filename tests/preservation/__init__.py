"""Tests of copies of the site that are read without a server."""
