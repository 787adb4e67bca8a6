"""Names, ports and peers: names of probes, reasons and measured values."""

from wizard.domain.questions import Question
from wizard.i18n import Message

PROBES: dict[str, Message] = {
    "name.lookup": Message("DNS name"),
    "port.tcp": Message("TCP port"),
    "port.sip": Message("SIP peer"),
    "port.ldap": Message("LDAP directory"),
    "port.smpp": Message("SMS server"),
    "path.roundtrip": Message("Round-trip time"),
    "server.clock": Message("Clock"),
}
REASONS: dict[str, Message] = {
    "no_name": Message("there is no such name in the DNS"),
    "no_address": Message("the name has no address in the DNS"),
    "bad_name": Message("this is no possible DNS name"),
    "not_every_server": Message("a DNS server knows no such name, and another one does not answer"),
    "dns_servers_differ": Message("the DNS servers of this machine do not give the same answer"),
    "any_name": Message("the DNS answers a made-up name with the same address: whether this one exists is not shown"),
    "special_address": Message("the name leads to an address that no server on a network has"),
    "leads_here": Message("the name leads to this very machine, so the peer cannot be asked from here"),
    "version_not_planned": Message(
        "the name leads to an address of the IP version that the plan gives none of; PCs with both take IPv6 first"
    ),
    "one_version_unanswered": Message("the DNS servers answer for one IP version only (IPv4 or IPv6)"),
    "several_addresses": Message("the name leads to the planned address and to others too"),
    "name_is_address": Message("an address stands in the place of the name"),
    "not_dns": Message("what the DNS servers answer is no answer to the question"),
    "no_dns_server": Message("this machine knows no DNS server"),
    "no_dns_answer": Message("no DNS server answers"),
    "dns_refused": Message("the DNS server refuses to answer"),
    "other_address": Message("the name leads to another address than the plan's"),
    "address_not_known": Message("the plan gives no IP address to compare with"),
    "refused": Message("refused: nothing listens on the port, or a firewall refuses in the machine’s place"),
    "filtered": Message("no answer: a firewall drops it, or the machine is off"),
    "unreachable": Message("the network says that the machine cannot be reached"),
    "prohibited": Message("a packet filter forbids it"),
    "reset": Message("the connection was cut"),
    "closed": Message("the peer closes the connection without a word"),
    "connection_failed": Message("the connection failed"),
    "local_limit": Message("this machine has no more connections to give"),
    "no_way_here": Message("this machine has no way to this address: no network of its kind, or no route"),
    "any_port_opens": Message("every port opens there: a proxy or a firewall answers in its place"),
    "open_one_sided": Message("the port opens already; whether it is TWS cannot be told from here"),
    "refused_one_sided": Message(
        "refused, by the machine itself or by a firewall in its place: to be proven from both ends"
    ),
    "filtered_one_sided": Message(
        "no answer, which proves nothing before the installation: to be proven from both ends"
    ),
    "no_answer": Message("no answer"),
    "proxy_answers": Message("a proxy answers in its place, and asks for a log-in (407)"),
    "portal_answers": Message("a captive portal answers in its place, and asks for a log-in to the network (511)"),
    "redirected_elsewhere": Message(
        "what answers sends on to another host, as a captive portal or a proxy does: who answers cannot be told"
    ),
    "no_final_answer": Message("HTTP, but no final answer"),
    "name_not_known": Message("the plan gives an address, and certificates are for names: give its name"),
    "of_anybody": Message("a device on the way may answer so in its place"),
    "sip_of_another": Message(
        "SIP comes back, but not as an answer to this request: a device on the way may have changed it"
    ),
    "not_sip": Message("what answers is no SIP peer"),
    "not_ldap": Message("what answers is no LDAP directory"),
    "not_smpp": Message("what answers is no SMS server (SMPP)"),
    "not_time": Message("what answers is no synchronised time server"),
    "clock_wrong": Message("the clock is wrong"),
    "clock_uncertain": Message("the answer took too long to tell on which side of the limit the clock is"),
    "server_unsynchronised": Message("the time server is not synchronised itself"),
    "time_refused": Message("the time server does not serve this machine"),
    "not_allowed": Message("this system does not let this user send echo requests"),
}
MEASURES: dict[str, Question] = {
    "name_addresses": Question(Message("addresses"), plain=True),
    "aliases": Question(Message("alias of"), plain=True),
    "names_back": Question(Message("the address leads back to"), plain=True),
    "confirmed_back": Question(Message("leads back to the name")),
    "sip_status": Question(Message("SIP answer"), plain=True),
    "product": Question(Message("product"), plain=True),
    "product_version": Question(Message("version of the product"), plain=True),
    "dns_servers": Question(Message("DNS servers asked"), plain=True),
    "connect_ms": Question(Message("time to connect"), unit="ms"),
    "redirected_to": Question(Message("sends on to"), plain=True),
    "opens_too": Question(Message("opens too, though nobody should listen there: TCP"), plain=True),
    "ldap_versions": Question(Message("LDAP versions"), plain=True),
    "naming_contexts": Question(Message("naming contexts"), plain=True),
    "ldap_result": Question(Message("LDAP result"), plain=True),
    "smpp_status": Question(Message("SMPP status"), plain=True),
    "rtt_ms": Question(Message("there and back"), unit="ms"),
    "echoes_lost": Question(Message("echoes lost")),
    "clock_offset_s": Question(Message("difference to the time server"), unit="s"),
    "delay_ms": Question(Message("time on the way"), unit="ms"),
    "stratum": Question(Message("stratum of the time server"), plain=True),
}
