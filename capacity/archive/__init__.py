"""The archive's list: query parameters, filtered queryset, facet counts, filter form."""
