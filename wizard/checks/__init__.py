"""The checks: read-only probes of this machine and of the network, each giving evidence (design, floor 5)."""
