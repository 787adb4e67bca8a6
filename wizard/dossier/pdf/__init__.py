"""The dossier as a PDF: measured, laid out on pages, then drawn."""
