"""Images and documents of the library: renditions, file details, serving."""
