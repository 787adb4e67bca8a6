"""Pre-installation wizard for Akio TWS v5: answers in, sourced assessment and signed dossier out."""

import os

# No plugin that happens to be installed beside the product may run inside it; looking for plugins also takes time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__version__ = "0.1.0"
