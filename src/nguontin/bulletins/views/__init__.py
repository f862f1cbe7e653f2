"""Pages of the writing desk."""
