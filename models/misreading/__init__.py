"""How OCR misreads letters and words, and how sure it is of them."""
