"""A searchable PDF/A-2b for each archival file: its scans as they are, the text unseen above."""
