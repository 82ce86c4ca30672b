"""The grammar of Russian and Kazakh dates as Soviet files write them and OCR leaves them."""
