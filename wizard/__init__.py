"""Pre-installation wizard for Akio TWS v5: answers in, sourced assessment and signed dossier out."""

__version__ = "0.1.0"
