"""Sign-in of participants by e-mail code, and their profiles."""
