"""Project configuration: settings, URLs and WSGI application."""
