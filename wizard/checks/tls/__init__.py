"""The verdict on a TLS certificate: as a server shows it, or as it lies in a file (facts SEC-2, SEC-3)."""
