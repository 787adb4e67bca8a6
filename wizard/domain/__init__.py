"""Values of the trade: plan, levels, findings, versions."""
