"""Django's format modules: dates and times in the admin, by language (FORMAT_MODULE_PATH)."""
