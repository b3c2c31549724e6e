"""Two edities of the norm beside each other: which norm became which, and what changed. Pure."""
