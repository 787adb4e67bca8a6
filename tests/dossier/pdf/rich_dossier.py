"""A dossier in French as the product would print it, with every kind of block."""
# ruff: noqa: E501 - a text stands on one line, as one value

import re

from tests.dossier.pdf.reading import change_texts
from wizard.domain.levels import Level
from wizard.dossier.blocks import (
    Bullets,
    Cell,
    Chapter,
    CheckItem,
    Checklist,
    Column,
    Cover,
    Diagram,
    Dossier,
    Figures,
    GroupRow,
    Heading,
    Machine,
    Row,
    SignaturePanel,
    SignOff,
    Table,
    Text,
    VerdictPanel,
    Wire,
    Wording,
)

N = "\u202f"

VERDICT = VerdictPanel(
    Level.BLOCKER,
    "Installation bloquée",
    "Deux exigences de l’éditeur ne sont pas tenues : la fréquence du processeur du serveur et les clés CSTA du PABX "
    "de la mairie. L’installation ne peut pas commencer avant leur correction.",
    "Étape suivante : remplacer le processeur du serveur ou en réserver deux, puis commander 60 clés CSTA.",
    (
        (Level.BLOCKER, "Bloquant", 2),
        (Level.MISSING, "À renseigner", 3),
        (Level.CONSULT, "À valider avec Akio", 1),
        (Level.WARNING, "À surveiller", 4),
        (Level.INFO, "Information", 6),
        (Level.OK, "Conforme", 79),
    ),
)

COVER = Cover(
    kind="Dossier de préinstallation Akio TWS v5",
    customer="Ville de Valmont",
    site="Hôtel de Ville et annexe des Tilleuls",
    verdict=VERDICT,
    details=(
        ("Référence", "VAL-2026-014"),
        ("Révision", "3 du 12 novembre 2026"),
        ("Installation prévue", "15 décembre 2026"),
        ("Édition des prérequis", "Akio TWS v5, avril 2025, valable jusqu’en avril 2026"),
        ("Préparé par", "A. Martin, Télécoms du Nord"),
        ("Empreinte du plan", "9f2c 41d7 0b6e 88a3 5c1f e2d0 774b 19ca"),
    ),
    warning="Ce dossier reprend les prérequis publiés par l’éditeur en avril 2025 et les réponses connues à la date de "
    "révision. Les points « À valider avec Akio » demandent un accord écrit avant l’installation. Les lectures du "
    "document de l’éditeur, là où il est imprécis, sont signalées comme telles.",
    code="TWS-PREINSTALL;VAL-2026-014;R3;9f2c41d70b6e88a35c1fe2d0774b19ca",
)

SUMMARY_CHAPTER = Chapter(
    "summary",
    "Synthèse",
    "420 utilisateurs, 900 appels par heure, mode sécurisé, un MiVoice 5000 et des postes Yealink.\n"
    "Deux points bloquants à corriger avant le 15 décembre 2026.",
    (
        VERDICT,
        Heading("Le projet en chiffres"),
        Figures(
            (
                ("420", "utilisateurs TWS"),
                (f"1{N}867 kbit/s", "à l’ouverture de session"),
                ("16", "cœurs demandés au serveur"),
                ("31", "flux réseau à ouvrir"),
            )
        ),
        Heading("Ce qui empêche de commencer", "blockers"),
        Bullets(
            (
                Cell(
                    "Serveur : 12 cœurs à 2,4 GHz prévus, 16 cœurs demandés avec les conférences (page 4).",
                    Level.BLOCKER,
                    "HW-9",
                ),
                Cell("PABX mairie : 360 clés CSTA commandées pour 420 utilisateurs (page 13).", Level.BLOCKER, "TEL-9"),
                Cell(
                    "Le nom DNS du serveur est connu, le certificat ne l’est pas encore (page 4).",
                    Level.MISSING,
                    "SEC-3",
                ),
                Cell("Conférence sur un serveur virtuel : l’éditeur demande à être consulté (page 5).", Level.CONSULT),
                Cell("L’antivirus des postes contrôle les applications en temps réel (page 8).", Level.WARNING),
                Cell("Les postes Snom s’attachent à tout PABX SIP (page 12).", Level.INFO),
                Cell("Les deux administrateurs seront présents le jour de l’installation (page 1).", Level.OK),
                Cell("Les annonces vocales restent à enregistrer par la collectivité."),
            )
        ),
        Heading("Comment lire ce dossier"),
        Text(
            "Chaque exigence porte le numéro et la page du document de l’éditeur. Un constat dit ce qui est demandé, ce "
            "qui est prévu ou mesuré, et ce qu’il reste à faire. Les mesures faites sur place l’emportent sur les "
            "réponses ; là où elles diffèrent, le constat donne les deux."
        ),
        Text("Rien n’est supposé conforme : ce qui n’est pas connu est marqué « À renseigner ».", "strong"),
        Text(
            "Source : Prérequis techniques TWS v5, édition 04/2025, Akio. Ordre ≥ de gravité → du bloquant au conforme.",
            "note",
        ),
    ),
)

_FLOW_COLUMNS = (
    Column("Exigence", 1.1),
    Column("Protocole", 1),
    Column("Ports", 1.5, "right"),
    Column("Usage", 4),
    Column("Preuve", 1.9),
)


_LEVEL_WORDS = {level: word for level, word, _ in VERDICT.counts}


def _flow(fact: str, protocol: str, ports: str, purpose: str, level: Level) -> Row:
    return Row((Cell(fact, link=fact), protocol, ports, purpose, Cell(_LEVEL_WORDS[level], level)), anchor=fact)


_FLOWS = Table(
    _FLOW_COLUMNS,
    (
        GroupRow("Postes → Serveur TWS"),
        _flow("NET-2", "TCP", "443", "Pages web, sons et photos", Level.OK),
        _flow("NET-8", "TCP", "9011, 9015", "Services web et interfaces de programmation", Level.OK),
        _flow("NET-10", "TCP", "9014", "Alertes de supervision", Level.OK),
        _flow(
            "NET-12",
            "TCP",
            "9016",
            "Collaboration entre utilisateurs (messagerie instantanée, présence)",
            Level.BLOCKER,
        ),
        _flow("NET-15", "TCP", "9017", "Service de conférence", Level.MISSING),
        _flow("NET-18", "UDP", "40000–41000", "Vidéo des conférences (WebRTC)", Level.CONSULT),
        GroupRow("Postes ↔ PABX, mandataire SIP et postes"),
        _flow("NET-19", "UDP", "5060", "Signalisation SIP des téléphones logiciels", Level.WARNING),
        _flow("NET-20", "UDP", "40000–40007", "Voix, quatre ports par appel simultané", Level.INFO),
        GroupRow("Serveur TWS ↔ PABX mairie"),
        _flow("NET-26", "TCP", "4211", "Lien CTI, CSTA (3211 par défaut)", Level.OK),
        _flow("NET-31", "UDP", "40000–40027", "Voix du serveur de médias, 14 voies", Level.WARNING),
        GroupRow("Serveur TWS → serveurs d’annuaire et de messagerie"),
        _flow(
            "NET-37",
            "TCP",
            "389, 443",
            "Annuaire LDAP ; 443 tel qu’imprimé, à confirmer",
            Level.CONSULT,
        ),
        _flow("NET-38", "TCP", "443", "Messagerie et agenda Exchange", Level.OK),
    ),
)

DIAGRAM = Diagram(
    (
        Machine("station", "Postes des utilisateurs", "420 postes, Windows 11", 0),
        Machine("phone", "Téléphones Yealink", "T46U, firmware 108.86.0.45", 0),
        Machine("admin", "Poste d’administration", "Manager Desktop", 0),
        Machine("server", "Serveur TWS", "tws.valmont.example\n10.20.0.15", 1),
        Machine("pabx", "PABX mairie", "MiVoice 5000 R6.1\n10.20.0.2", 2),
        Machine("ldap", "Annuaire LDAP", "", 2),
        Machine("mail", "Exchange", "Messagerie et agenda", 2),
    ),
    (
        Wire(
            "station",
            "server",
            ("TCP 443", "TCP 9011, 9015", "TCP 9014, 9016", "TCP 9017", "UDP 40000–41000"),
            both_ways=False,
        ),
        Wire("station", "phone", ("TCP 80",), both_ways=False),
        Wire("phone", "server", ("TCP 7010",), both_ways=False),
        Wire("admin", "server", ("TCP 9020",), both_ways=False),
        Wire("server", "pabx", ("TCP 4211", "UDP 40000–40027"), both_ways=True),
        Wire("server", "ldap", ("TCP 389, 443",), both_ways=False),
        Wire("server", "mail", ("TCP 443",), both_ways=False),
        Wire("station", "pabx", ("UDP 5060", "UDP 40000–40007"), both_ways=True),
    ),
    "Un trait par couple de machines, fléché vers le destinataire ; les ports sont ceux de la machine de destination.",
)

NETWORK_CHAPTER = Chapter(
    "network",
    "Flux réseau",
    "31 flux, tous en mode sécurisé ; les ports en clair ne sont pas ouverts.\nUn flux attend son port, deux sont à valider avec Akio.",
    (
        DIAGRAM,
        Heading("Matrice des flux", "matrix"),
        Text(
            "Les ports sont ceux de la destination, sauf mention contraire. La colonne « Preuve » dit ce qui a été constaté sur place."
        ),
        _FLOWS,
    ),
)


def _sizing() -> Table:
    sizes = (
        ("50", "100", "4", "12", "SATA"),
        ("100", "500", "4", "12", "SATA"),
        ("500", f"2{N}000", "6", "16", "SAS ou SCSI"),
    )
    more = ((f"1{N}000", f"5{N}000", "8", "16", "SAS ou SCSI"), (f"4{N}000", f"10{N}000", "16", "20", "SAS ou SCSI"))
    columns = (
        Column("Utilisateurs", 2, "right"),
        Column("Appels par heure", 2, "right"),
        Column("Cœurs", 1.2, "right"),
        Column("Mémoire (Go)", 1.6, "right"),
        Column("Disque", 2.4),
    )
    rows = tuple(Row(size) for size in (*sizes, *more))
    chosen = Row(tuple(Cell(text, bold=True) for text in sizes[2]))
    return Table(columns, (*rows[:2], chosen, *rows[3:]))


_TOPICS = (
    (
        "SRV",
        "Serveur",
        "Système Windows Server 2019 ou 2022, édition Standard ou Datacenter, 64 bits, en français ou en anglais",
    ),
    (
        "CLI",
        "Postes clients",
        ".NET Framework 4.7.2 installé, 4 Go de mémoire au moins, processeur Core i3 de dernière génération ou plus rapide",
    ),
    (
        "TEL",
        "Téléphonie",
        "Clés CSTA en nombre égal à celui des utilisateurs TWS, une licence SIP par utilisateur de téléphone logiciel",
    ),
)
_WORDS = ("Conforme", "À surveiller", "À renseigner", "Bloquant", "Conforme", "Information")
_LEVELS = (Level.OK, Level.WARNING, Level.MISSING, Level.BLOCKER, Level.OK, Level.INFO)


def _traceability() -> Table:
    rows: list[Row | GroupRow] = []
    for prefix, topic, requirement in _TOPICS:
        rows.append(GroupRow(topic, Level.WARNING if prefix == "TEL" else None))
        for number in range(1, 15):
            at = number % len(_WORDS)
            status = Cell(_WORDS[at], _LEVELS[at])
            planned = "Prévu : Windows Server 2022 Standard, français" if number % 3 else "Non renseigné"
            fact = f"{prefix}-{number}"
            rows.append(Row((Cell(fact, bold=True), status, requirement, planned, str(3 + number % 9)), anchor=fact))
    columns = (
        Column("Exigence", 1.1),
        Column("Constat", 1.9),
        Column("Demandé", 4),
        Column("Prévu ou mesuré", 3),
        Column("Page", 0.8, "right"),
    )
    return Table(columns, tuple(rows))


SERVER_CHAPTER = Chapter(
    "server",
    "Dimensionnement du serveur",
    "Ligne retenue : 500 utilisateurs, 2 000 appels par heure, relevée par les conférences.\n16 cœurs demandés, 12 prévus.",
    (
        Heading("Table de l’éditeur"),
        _sizing(),
        Text(
            "Les cœurs de toutes les puces comptent ensemble. SSD et NVMe sont acceptés là où SAS ou SCSI est demandé.",
            "note",
        ),
        Heading("Toutes les exigences, avec leur constat", "HW-9"),
        _traceability(),
    ),
)

CHECKLIST_CHAPTER = Chapter(
    "checklist",
    "Liste de contrôle",
    "À parcourir le jour de l’installation, ligne par ligne, avec les deux administrateurs.\nChaque case est cochée par la personne nommée.",
    (
        Heading("Avant l’arrivée de l’installateur"),
        Checklist(
            (
                CheckItem(
                    "C-SRV-6",
                    "Surveiller l’espace libre du disque de TWS : sous 4 Go le service de base de données s’arrête.",
                    "Administrateur réseau",
                    "SRV-6",
                ),
                CheckItem(
                    "C-SEC-3",
                    "Certificat du serveur installé avec sa clé privée, valable pour tws.valmont.example.",
                    "Administrateur réseau",
                    "SEC-2, SEC-3",
                    "done",
                ),
                CheckItem(
                    "C-TEL-9",
                    "60 clés CSTA supplémentaires commandées et posées sur le PABX.",
                    "Administrateur téléphonie",
                    "TEL-9",
                    "failed",
                    "Commande 4711 attendue le 2 décembre.",
                ),
                CheckItem(
                    "C-CLI-7",
                    "Session RDS ouverte depuis un PC Windows 10 validée avec Softphone.",
                    "Intégrateur",
                    "CLI-7",
                    "not_applicable",
                ),
                CheckItem(
                    "C-MED-8", "Un numéro SIP par voie réservé sur le PABX.", "Administrateur téléphonie", "MED-8"
                ),
            ),
            "Observation :",
            {"open": "à faire", "done": "fait", "failed": "refusé", "not_applicable": "sans objet"},
        ),
    ),
)


def _panel(role: str, name: str) -> SignaturePanel:
    return SignaturePanel(
        role,
        (("Nom", name), ("Fonction", ""), ("Date", "")),
        "Bon pour accord sur le contenu de ce dossier, révision 3, à la date ci-dessus.",
        "Signature",
    )


SIGN_OFF_CHAPTER = Chapter(
    "signoff",
    "Accord des parties",
    "Quatre personnes donnent leur accord sur la révision 3 de ce dossier.\nUne révision nouvelle demande un accord nouveau.",
    (
        SignOff(
            (
                "Dossier VAL-2026-014, révision 3 du 12 novembre 2026.",
                "Empreinte du plan : 9f2c 41d7 0b6e 88a3 5c1f e2d0 774b 19ca",
            ),
            (
                _panel("Administrateur réseau", "B. Leroy"),
                _panel("Administrateur téléphonie", "S. Morel"),
                _panel("Intégrateur", "A. Martin"),
                _panel("Client", ""),
            ),
        ),
    ),
)

_TYPED = Dossier(
    language="fr",
    title="Dossier de préinstallation – Ville de Valmont",
    author="A. Martin, Télécoms du Nord",
    subject="VAL-2026-014, révision 3",
    footer="VAL-2026-014 · révision 3 · 12 novembre 2026",
    cover=COVER,
    chapters=(SUMMARY_CHAPTER, NETWORK_CHAPTER, SERVER_CHAPTER, CHECKLIST_CHAPTER, SIGN_OFF_CHAPTER),
    wording=Wording(
        "Sommaire",
        "page {page} de {total}",
        "(suite)",
        "Certains caractères n’existent pas dans les polices de ce dossier ; ils y figurent par leur numéro, comme ‹U+4E2D›.",
    ),
)


def _set_spaces(text: str) -> str:
    """Return a French text with the no-break spaces that its typing lacks."""
    return re.sub(" (?=[:;!?»])|(?<=«) ", N, text)


RICH = change_texts(_TYPED, _set_spaces)
