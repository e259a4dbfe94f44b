"""Chapter 6: variants."""
