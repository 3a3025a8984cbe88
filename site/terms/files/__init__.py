"""File formats of terms: CSV for spreadsheets, TBX and OmegaT glossaries for CAT tools."""
