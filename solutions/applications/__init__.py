"""Chapter 7: applications."""
