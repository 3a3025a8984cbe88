"""Terms in the admin: list, form, import and export."""
