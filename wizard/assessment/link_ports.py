"""The port of a flow that belongs to a telephony link: the link's own, else the plan's, else the document's."""

from collections.abc import Iterator
from typing import NamedTuple

from wizard.assessment.situation import Situation
from wizard.catalogue.flow_rules import FlowRule


class LinkPort(NamedTuple):
    """A port as it counts (None: not known), whether the plan chose it, and the answers it rests on."""

    port: str | None
    chosen: int | None
    fields: tuple[str, ...]

    @property
    def own(self) -> str:
        """Return the link's own answer."""
        return self.fields[0]


def find_link_port(situation: Situation, rule: FlowRule, position: int) -> LinkPort:
    """Return the port of a link's flow."""
    own = situation.ask_link(position, rule.link.port_from if rule.link else "port")
    chosen = own.value or situation.ports.get(rule.fact)
    port = str(chosen) if chosen else _default_port(situation, rule, position)
    return LinkPort(port, chosen, (own.field,) if own.value else (own.field, f"ports.{rule.fact}"))


def _default_port(situation: Situation, rule: FlowRule, position: int) -> str | None:
    belongs = rule.link
    if belongs is None or situation.links[position].kind in belongs.no_default_for:
        return None
    if belongs.no_default_with_application_link and situation.ask_link(position, "application_link").value:
        return None
    return rule.ports


def list_listening(situation: Situation) -> Iterator[tuple[int, LinkPort]]:
    """Yield the links of phones with the known port of the TWS server on which each comes in."""
    rules = {
        kind: rule
        for rule in situation.rules.flows
        if rule.link and (rule.source, rule.destination) == ("phone", "server")
        for kind in rule.link.kinds
    }
    for position, link in enumerate(situation.links):
        rule = rules.get(link.kind) if link.kind else None
        found = find_link_port(situation, rule, position) if rule else None
        if found and found.port:
            yield position, found
