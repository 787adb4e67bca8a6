"""``python -m wizard``: the same as the ``tws-preinstall`` command."""

from wizard.cli.main import run

if __name__ == "__main__":
    run()
