"""The commands: parse what is asked, one call, show. No logic."""
