"""What a document says of itself: its kind, marks and numbers, articles, references."""
