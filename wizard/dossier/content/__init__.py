"""From an assessment to the dossier's chapters as plain values, in one language."""
