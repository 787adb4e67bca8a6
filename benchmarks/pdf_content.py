"""The dossier both sides of the PDF benchmark print: 40 tables of 5 columns, 200 paragraphs, 10 diagrams; 38 pages."""

import random

from wizard.domain.levels import Level
from wizard.dossier.blocks import (
    Block,
    Chapter,
    Column,
    Cover,
    Diagram,
    Dossier,
    Machine,
    Row,
    Table,
    Text,
    VerdictPanel,
    Wire,
    Wording,
)

_TABLES, _PARAGRAPHS_EACH, _CHAPTERS_EACH_DIAGRAM = 40, 5, 4
_WORDS = [
    "réseau",
    "serveur",
    "téléphonie",
    "installation",
    "équipement",
    "passerelle",
    "débit",
    "supervision",
    "sécurité",
    "adresse",
    "site",
    "utilisateur",
    "poste",
    "commutateur",
    "alimentation",
    "vérification",
    "procédure",
    "exigence",
    "système",
    "licence",
    "the",
    "network",
    "server",
    "gateway",
    "licence",
    "requirement",
    "checked",
    "before",
    "delivery",
    "and",
    "cabling",
    "of",
    "each",
    "rack",
]
_COLUMNS = (
    Column("N°", 28, "right"),
    Column("Source", 110),
    Column("Destination", 110),
    Column("Port", 80),
    Column("Remarque", 167),
)


def make_dossier(seed: int) -> Dossier:
    """Return the dossier that belongs to a seed; every cell fits on one line, so that the floor need not break any."""
    chance = random.Random(seed)  # noqa: S311 - the same content at each run is what is wanted
    chapters = tuple(_make_chapter(chance, number) for number in range(_TABLES))
    verdict = VerdictPanel(Level.OK, "Conforme", "Rien ne manque.", "Installer.", ((Level.OK, "Conforme", 79),))
    details = (("Référence", "VAL-2026-014"), ("Révision", "3"))
    cover = Cover("Dossier", "Ville de Valmont", "Annexe", verdict, details, "À relire.", "VAL-2026-014")
    wording = Wording("Sommaire", "page {page} de {total}", "(suite)", "Remplacé.")
    return Dossier("fr", "Dossier", "A. Martin", "VAL-2026-014", "VAL-2026-014 · révision 3", cover, chapters, wording)


def _make_sentence(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(count)).capitalize() + "."


def _make_chapter(chance: random.Random, number: int) -> Chapter:
    blocks: list[Block] = [
        Text(" ".join(_make_sentence(chance, chance.randint(6, 14)) for _ in range(chance.randint(1, 4))))
        for _ in range(_PARAGRAPHS_EACH)
    ]
    blocks.append(_make_table(chance, number))
    if number % _CHAPTERS_EACH_DIAGRAM == 0:
        blocks.append(_make_diagram(chance))
    return Chapter(f"c{number}", _make_sentence(chance, 3), "", tuple(blocks), new_page=False)


def _make_table(chance: random.Random, number: int) -> Table:
    rows = tuple(
        Row(
            (
                str(at + 1),
                f"10.{number}.{at}.{chance.randint(1, 250)}",
                f"srv-{chance.choice(_WORDS)}-{at:02d}",
                f"{chance.choice(('TCP', 'UDP'))} {chance.randint(1, 65535)}",
                _make_sentence(chance, chance.randint(2, 3))[:30],
            )
        )
        for at in range(chance.randint(10, 60))
    )
    return Table(_COLUMNS, rows)


def _make_diagram(chance: random.Random) -> Diagram:
    sides = tuple(Machine(f"m{at}", f"Machine {at}", f"10.0.0.{at}", 0 if at < 4 else 2) for at in range(8))
    wires = tuple(
        Wire(side.id, "server", (f"TCP {chance.randint(1, 65535)}", "UDP 40000"), both_ways=at % 2 == 0)
        for at, side in enumerate(sides)
    )
    return Diagram((*sides, Machine("server", "Serveur TWS", "10.20.0.15", 1)), wires, "Un trait par couple.")
