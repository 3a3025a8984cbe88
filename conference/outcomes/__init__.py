"""The chain of outcomes: merging of languages, and validation."""
