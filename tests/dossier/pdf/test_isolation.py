"""Printing touches nothing: no file but the fonts, no socket, no process."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

# The dossier holds what reportlab's own markup would open, and a control that the hook does see such things.
_SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv[1])
from dataclasses import replace
from tests.dossier.pdf.reading import change_texts
from tests.dossier.pdf.rich_dossier import RICH
from wizard.dossier.pdf.document import render_pdf

markup = '<img src="/etc/hostname"/><img src="http://127.0.0.1:1/a.png"/> \\u2265'
dossier = change_texts(RICH, lambda text: text + markup)
seen = []
sys.addaudithook(lambda event, arguments: seen.append([event, str(arguments[0]) if arguments else ""]))
render_pdf(dossier)
printed = len(seen)
open("/etc/hostname").close()
print(json.dumps([seen[:printed], seen[printed:]]))
"""


def test_only_fonts_are_opened() -> None:
    """Printing opens the fonts and, at the first use, program files; it connects to nobody and starts nothing."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT, str(ROOT)], capture_output=True, check=True)
    events, control = json.loads(done.stdout)
    opened = [Path(name) for event, name in events if event == "open"]
    fonts = {path.name for path in opened if path.is_relative_to(ROOT / "resources" / "fonts")}
    others = [path for path in opened if path.name not in fonts and path.suffix not in {".py", ".pyc", ".so"}]
    assert fonts == {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"}
    assert others == []
    assert [event for event, _ in events if event.split(".")[0] in {"socket", "subprocess", "os", "shutil"}] == []
    assert ["open", "/etc/hostname"] in control
