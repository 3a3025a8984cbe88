"""What the site does when something breaks: on real servers, which are stopped and started."""
