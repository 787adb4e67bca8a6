"""Probes of the network: names, ports, and the peers behind them."""
