"""Takes a section of the site out as one static folder that is read without a server."""
