"""Flows proven from both ends: a listener opens the plan's ports, a prover elsewhere goes through them.

``code`` is what both share, ``ports`` what is opened between which ends, ``challenge`` what is said; ``listener`` and
``probes`` are the two ends to start, and ``invitation`` is what one shows to the other. ``voice`` sends calls through a
proven port, ``directions`` says which way packets went missing, ``emodel`` estimates how they sound, and
``voice_verdict`` says what can be claimed of the link.
"""
