"""The "Cancel…" action: a conference that does not take place, and says so."""
