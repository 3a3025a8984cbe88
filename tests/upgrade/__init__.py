"""A database of a former release is brought to today by `migrate` alone."""
