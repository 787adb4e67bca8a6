"""How probes, reasons and measured values are named, by topic."""
