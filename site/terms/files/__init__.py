"""Terms in files: CSV for spreadsheets, TBX for the tools of translators."""
