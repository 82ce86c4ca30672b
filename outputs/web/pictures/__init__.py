"""Pictures of pages for the screen: made from the scans, kept, marked."""
