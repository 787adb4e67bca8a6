"""What a schema cannot say of an edition: references, order, ranges and sources."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import get_args

from wizard.catalogue.flow_rules import FlowRule
from wizard.catalogue.schema import Catalogue
from wizard.catalogue.telephony import FIGURES
from wizard.domain.plan.stations import Processor
from wizard.domain.plan.telephony import LINK_KINDS
from wizard.domain.section import HIGHEST_PORT
from wizard.i18n import Message, Plain

TWICE = Message("“{id}” stands here more than once")
NO_FACT = Message("no fact “{fact}” in this edition")
NOT_RISING = Message("row {row} is not above the one before it")
NO_SOURCE = Message("fact {fact} names no page and is not marked as our own")
PAGE_BEYOND = Message("fact {fact}: page {page}, but the document has {pages}")
BAD_PORT = Message("flow {fact}: port {port} is not between 1 and 65535")
SPAN_BACKWARDS = Message("flow {fact}: a range of ports ends before it begins")
NO_PORTS = Message("flow {fact}: needs ports, a range or a link's port")
NOBODY_SENDS = Message("flow {fact}: nobody sends to the source's ports where the flow does not go both ways")
RANK_ABSENT = Message("processor {processor} has no rank")
NO_FIGURE = Message("needs “{need}” and gives no {figure}: nothing would be asked of it")
NO_KIND = Message("no kind of link “{kind}”; expected one of {known}")

Fault = tuple[str, Message]


def check_edition(catalogue: Catalogue) -> list[Fault]:
    """Return all faults of an edition that its schema lets pass, as (key, what is wrong)."""
    return [
        *_check_ids(catalogue),
        *_check_sources(catalogue),
        *_check_references(catalogue),
        *_check_tables(catalogue),
        *(fault for rule in catalogue.flows for fault in (*_check_flow(rule), *_check_spans(rule))),
        *_check_ranks(catalogue),
        *_check_kinds(catalogue),
        *_check_needs(catalogue),
    ]


def _check_ids(catalogue: Catalogue) -> Iterator[Fault]:
    for key, ids in (
        ("facts", [fact.id for fact in catalogue.facts]),
        ("readings", [reading.id for reading in catalogue.readings]),
        ("checklist", [entry.id for entry in catalogue.checklist]),
        ("flows", [rule.fact for rule in catalogue.flows]),
    ):
        yield from ((key, TWICE.fill(id=each)) for each, count in Counter(ids).items() if count > 1)


def _check_sources(catalogue: Catalogue) -> Iterator[Fault]:
    pages = catalogue.edition.pages
    for fact in catalogue.facts:
        if fact.page is None and not fact.own:
            yield "facts", NO_SOURCE.fill(fact=fact.id)
        if fact.page is not None and fact.page > pages:
            yield "facts", PAGE_BEYOND.fill(fact=fact.id, page=fact.page, pages=pages)


def _check_references(catalogue: Catalogue) -> Iterator[Fault]:
    known = {fact.id for fact in catalogue.facts}
    named: list[tuple[str, str]] = [("flows", rule.fact) for rule in catalogue.flows]
    named += [("readings", reading.fact) for reading in catalogue.readings]
    named += [("checklist", fact) for entry in catalogue.checklist for fact in entry.facts]
    named += [
        (f"telephony.pbx.{kind}", each.fact) for kind, rules in catalogue.telephony.pbx.items() for each in rules.facts
    ]
    yield from ((key, NO_FACT.fill(fact=fact)) for key, fact in named if fact not in known)


def _check_rising(key: str, rows: Iterable[tuple[float, ...]]) -> Iterator[Fault]:
    table = list(rows)
    for number, (lower, upper) in enumerate(pairwise(table), 2):
        if not all(above > below for below, above in zip(lower, upper, strict=True)):
            yield key, NOT_RISING.fill(row=number)


def _check_tables(catalogue: Catalogue) -> Iterator[Fault]:
    sizing, guide = catalogue.sizing.rows, catalogue.media.guide
    yield from _check_rising("sizing.rows", ((row.users, row.calls_per_hour) for row in sizing))
    yield from _check_rising("media.guide", ((row.users,) for row in guide))
    attendants = catalogue.clients.smart_attendant
    yield from _check_rising("clients.smart_attendant", ((row.supervised_users,) for row in attendants))


def _check_flow(rule: FlowRule) -> Iterator[Fault]:
    if not (rule.ports or rule.range or rule.link):
        yield "flows", NO_PORTS.fill(fact=rule.fact)
    if rule.ports_of == "source" and not rule.both_ways:
        yield "flows", NOBODY_SENDS.fill(fact=rule.fact)
    for port in (rule.ports or "").replace("-", ",").split(","):
        if port and not 1 <= int(port) <= HIGHEST_PORT:
            yield "flows", BAD_PORT.fill(fact=rule.fact, port=Plain(port))


def _check_spans(rule: FlowRule) -> Iterator[Fault]:
    spans = [tuple(map(int, part.split("-"))) for part in (rule.ports or "").split(",") if "-" in part]
    if rule.expected:
        spans.append((rule.expected.first, rule.expected.last))
    if any(span[0] > span[-1] for span in spans):
        yield "flows", SPAN_BACKWARDS.fill(fact=rule.fact)


def _check_ranks(catalogue: Catalogue) -> Iterator[Fault]:
    ranks = catalogue.clients.processor_ranks
    for processor in get_args(Processor):
        if processor not in ranks:
            yield "clients.processor_ranks", RANK_ABSENT.fill(processor=processor)


def _check_kinds(catalogue: Catalogue) -> Iterator[Fault]:
    named = [("telephony.pbx", kind) for kind in catalogue.telephony.pbx]
    for link in (rule.link for rule in catalogue.flows if rule.link):
        named += [("flows", kind) for kind in (*link.kinds, *link.no_default_for)]
    for when in (reading.when for reading in catalogue.readings):
        named += [("readings", kind) for kind in (*when.kinds, *when.voices_not_spread)]
    known = ", ".join(LINK_KINDS)
    yield from ((key, NO_KIND.fill(kind=kind, known=known)) for key, kind in named if kind not in LINK_KINDS)


def _check_needs(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield the needs of PABXs that lack the figure to hold against: without it any release would pass."""
    for kind, rules in catalogue.telephony.pbx.items():
        for need in sorted(rules.needs & FIGURES.keys()):
            for figure in FIGURES[need]:
                if getattr(rules, figure) is None:
                    yield f"telephony.pbx.{kind}", NO_FIGURE.fill(need=need, figure=figure)
