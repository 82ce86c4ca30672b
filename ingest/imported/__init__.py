"""From files of page text that an archive already has to the pages that they belong to."""
