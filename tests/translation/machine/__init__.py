"""Tests of translation.machine."""
