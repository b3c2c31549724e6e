"""Attacks on what leaves the circle, with a real solver; see `tests/aanval.py`."""
