"""The translation board: the state of every page in every language, and who is working on it."""
