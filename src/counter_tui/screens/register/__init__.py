"""The register of first contacts: its day, and what is asked about an entry."""
