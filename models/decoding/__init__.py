"""Read strangers' bytes without harm: confined decoders, and what they complain of."""
