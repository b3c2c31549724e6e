"""From a returned file to answers and findings: open, bind, check."""
