"""Tests of preserved conferences."""
