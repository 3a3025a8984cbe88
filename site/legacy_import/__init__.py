"""Takes in conference pages of the former site, as saved HTML or as plain text.

`parsing` reads files without knowing the site: bytes → text → lines → blocks → a LegacyPage.
The modules beside it decide where each page belongs, and write it. docs/importing.md has the rules.
"""
