"""Checks of links, within the site and to other sites."""
