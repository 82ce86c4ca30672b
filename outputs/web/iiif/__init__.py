"""What viewers of other institutions read: the IIIF image, presentation and search interfaces."""
