"""Languages of the site: names, live home pages, versions of a page, gettext catalogues."""
