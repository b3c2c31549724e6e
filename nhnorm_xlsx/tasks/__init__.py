"""What the commands do, one module per command; the command line only calls these."""
