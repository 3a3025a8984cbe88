"""Takes a closed conference out as a static folder: by command, and in the admin as a job."""
