"""The editor's guide in the admin."""
