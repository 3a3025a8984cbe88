"""What the admin's screens cost an editor or translator, against those of a stock Wagtail."""
