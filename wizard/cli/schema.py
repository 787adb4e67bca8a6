"""``schema``: print the JSON Schema of plan, assessment or catalogue."""

import argparse
import json
import sys
from typing import Any

from wizard.i18n import Message, Translator


def add_arguments(parser: argparse.ArgumentParser, say: Translator) -> None:
    """Add the arguments of this command."""
    parser.add_argument("what", choices=("plan", "assessment", "catalogue"), help=say(Message("whose schema to print")))


def make_schema(what: str) -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12)."""
    if what == "plan":
        from wizard.domain.plan import Plan

        return Plan.model_json_schema()
    if what == "catalogue":
        from wizard.catalogue.schema import Catalogue

        return Catalogue.model_json_schema()
    from wizard.dossier.record_schema import RECORD

    return RECORD.json_schema()


def carry_out(options: argparse.Namespace) -> int:
    """Print the schema on stdout."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **make_schema(options.what)}
    sys.stdout.write(json.dumps(schema, ensure_ascii=False, indent=1) + "\n")
    return 0
