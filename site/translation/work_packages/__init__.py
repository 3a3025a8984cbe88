"""Work packages: pages bundled for translators, with due dates, words, progress and mail."""
