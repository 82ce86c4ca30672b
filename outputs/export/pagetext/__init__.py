"""The text of pages with what stands where: ALTO, hOCR, PAGE, TEI, plain text."""
