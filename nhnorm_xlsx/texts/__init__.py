"""Dutch prose that is never read back, one module per room."""
