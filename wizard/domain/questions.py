"""Every answer a plan may hold: how it is named, its unit, and the family of choices it belongs to.

Window, messages and dossier all take their labels from here; a test compares it with the plan's fields.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from wizard.domain.choices import name_choice
from wizard.i18n import Message, Plain, Quantity


class Question(NamedTuple):
    """One answer: ``unit`` is a source string, ``choices`` a family of ``CHOICES``; ``plain`` never groups digits."""

    label: Message
    unit: str = ""
    choices: str = ""
    plain: bool = False


# Units are translated on their own; naming them here lets the extraction of translations find them.
UNITS = (
    Message("GB"),
    Message("MB"),
    Message("KB"),
    Message("GHz"),
    Message("Mbit/s"),
    Message("kbit/s"),
    Message("min"),
    Message("ms"),
    Message("%"),
    Message("MHz"),
    Message("s"),
)

QUESTIONS: dict[str, Question] = {
    "catalogue": Question(Message("Vendor edition")),
    "project.customer": Question(Message("Customer")),
    "project.reference": Question(Message("Reference")),
    "project.installation_date": Question(Message("Installation date")),
    "project.integrator": Question(Message("Integrator")),
    "project.prepared_by": Question(Message("Prepared by")),
    "project.notes": Question(Message("Notes")),
    "project.contacts": Question(Message("Contacts")),
    "project.contacts.*.role": Question(Message("Role"), choices="role"),
    "project.contacts.*.name": Question(Message("Name")),
    "project.contacts.*.email": Question(Message("E-mail")),
    "project.contacts.*.phone": Question(Message("Telephone")),
    "project.contacts.*.present": Question(Message("Present on the installation day")),
    "licences.tws_version": Question(Message("TWS version"), plain=True),
    "licences.users": Question(Message("TWS users at most")),
    "licences.caller": Question(Message("TWS Caller licences")),
    "licences.alerter": Question(Message("TWS Alerter licences")),
    "licences.softphone": Question(Message("TWS Softphone licences")),
    "licences.smart_attendant": Question(Message("TWS SmartAttendant licences")),
    "licences.rules": Question(Message("TWS Rules")),
    "licences.mail": Question(Message("TWS Mail")),
    "licences.media_server_voices": Question(Message("Media Server voices")),
    "licences.conference": Question(Message("TWS Conference")),
    "licences.conference.audio_participants": Question(Message("People in audio conference at once")),
    "licences.conference.video_participants": Question(Message("People in video or sharing at once")),
    "licences.conference.conferences": Question(Message("Conferences at once")),
    "licences.conference.largest_audio": Question(Message("Largest audio conference")),
    "licences.conference.largest_video": Question(Message("Largest video conference")),
    "licences.manager_desktop": Question(Message("TWS Manager Desktop")),
    "licences.manager_web": Question(Message("TWS Manager Web")),
    "licences.admin_viewer": Question(Message("TWS Admin Viewer")),
    "licences.v4_clients": Question(Message("TWS v4 clients")),
    "licences.websocket_development": Question(Message("WebSocket development")),
    "licences.file_sharing": Question(Message("File sharing")),
    "licences.remote_access": Question(Message("RemoteAccess")),
    "licences.twp_browser": Question(Message("TWP Browser")),
    "licences.sms": Question(Message("SMS")),
    "licences.ldap": Question(Message("LDAP directory")),
    "licences.groupware": Question(Message("Mail and calendar systems"), choices="groupware"),
    "licences.other_orders": Question(Message("Other orders")),
    "load.calls_per_hour": Question(Message("Calls per hour of the supervised phones")),
    "load.softphone_calls_at_once": Question(Message("Softphone calls at once")),
    "load.calls_per_station": Question(Message("Calls at once per station")),
    "load.directory_searches_per_hour": Question(Message("Directory searches per hour")),
    "load.click_to_calls_per_hour": Question(Message("Click-to-calls per hour")),
    "load.login_window_minutes": Question(Message("Login window"), unit="min"),
    "server.hosting": Question(Message("Hosting"), choices="hosting"),
    "server.resources_reserved": Question(Message("Resources reserved for the virtual machine")),
    "server.address": Question(Message("Server address")),
    "server.os": Question(Message("Operating system"), choices="os"),
    "server.os_edition": Question(Message("Edition of the system"), choices="os_edition"),
    "server.os_language": Question(Message("Language of the system"), choices="os_language"),
    "server.processor_family": Question(Message("Processor family"), choices="processor_family"),
    "server.cores": Question(Message("Cores in all")),
    "server.clock_ghz": Question(Message("Clock"), unit="GHz"),
    "server.ram_gb": Question(Message("RAM"), unit="GB"),
    "server.disk_kind": Question(Message("Disk kind"), choices="disk_kind"),
    "server.tws_disk_gb": Question(Message("Disk for TWS"), unit="GB"),
    "server.tws_on_separate_drive": Question(Message("TWS on another drive than the system's")),
    "server.hosts_exchange": Question(Message("Microsoft Exchange on this server")),
    "server.hosts_domain_controller": Question(Message("Domain controller on this server")),
    "server.hosts_other_web_server_on_port_80": Question(Message("Other web server than IIS on port 80")),
    "security.secure_mode": Question(Message("Secure mode")),
    "security.keep_plain_ports": Question(Message("Plain ports kept open (migration)")),
    "security.dns_name": Question(Message("DNS name of the server"), plain=True),
    "security.certificate": Question(Message("Server certificate"), choices="certificate"),
    "telephony.links": Question(Message("Telephony links")),
    "telephony.links.*.kind": Question(Message("PABX or phones"), choices="kind"),
    "telephony.links.*.name": Question(Message("Link name")),
    "telephony.links.*.release": Question(Message("Release"), plain=True),
    "telephony.links.*.protocol": Question(Message("Protocol"), choices="protocol"),
    "telephony.links.*.application_link": Question(Message("Application Link version"), plain=True),
    "telephony.links.*.address": Question(Message("PABX address"), plain=True),
    "telephony.links.*.port": Question(Message("Port of the link"), plain=True),
    "telephony.links.*.phone_port": Question(Message("Port of the phones"), plain=True),
    "telephony.links.*.ip_card": Question(Message("IP card")),
    "telephony.links.*.csta_keys": Question(Message("CSTA keys")),
    "telephony.links.*.sip_user_licences": Question(Message("SIP user licences")),
    "telephony.links.*.sip_voice_licences": Question(Message("SIP licences for voices")),
    "telephony.links.*.users": Question(Message("TWS users on this link")),
    "telephony.links.*.caller": Question(Message("TWS Caller users on this link")),
    "telephony.links.*.softphone": Question(Message("TWS Softphone users on this link")),
    "telephony.links.*.voices": Question(Message("Media Server voices on this link")),
    "telephony.links.*.all_phones_snom": Question(Message("All phones are Snom")),
    "telephony.links.*.models": Question(Message("Phone models"), plain=True),
    "telephony.links.*.firmware": Question(Message("Firmware"), plain=True),
    "telephony.links.*.dect": Question(Message("DECT phones")),
    "telephony.links.*.uacsta": Question(Message("uaCSTA supported")),
    "telephony.links.*.action_url": Question(Message("Action URL supported")),
    "stations.groups": Question(Message("Station groups")),
    "stations.groups.*.name": Question(Message("Group name")),
    "stations.groups.*.count": Question(Message("Number of PCs")),
    "stations.groups.*.os": Question(Message("Operating system"), choices="os"),
    "stations.groups.*.ram_gb": Question(Message("RAM"), unit="GB"),
    "stations.groups.*.processor": Question(Message("Processor"), choices="processor"),
    "stations.groups.*.dotnet_framework": Question(Message(".NET Framework"), plain=True),
    "stations.groups.*.smart_attendant": Question(Message("Uses SmartAttendant")),
    "stations.groups.*.supervised_users": Question(Message("Supervised users")),
    "stations.groups.*.softphone": Question(Message("Uses Softphone")),
    "stations.groups.*.headset": Question(Message("Headset"), choices="headset"),
    "stations.groups.*.session": Question(Message("Session"), choices="session"),
    "stations.groups.*.shared": Question(Message("Shared by several users")),
    "stations.groups.*.manager_desktop": Question(Message("Uses Manager Desktop")),
    "stations.groups.*.dotnet_8": Question(Message(".NET 8 installed")),
    "stations.session_hosts": Question(Message("Session hosts")),
    "stations.session_hosts.*.name": Question(Message("Host name")),
    "stations.session_hosts.*.kind": Question(Message("Kind of host"), choices="host_kind"),
    "stations.session_hosts.*.os": Question(Message("Operating system"), choices="os"),
    "stations.session_hosts.*.os_edition": Question(Message("Edition of the system"), choices="os_edition"),
    "stations.session_hosts.*.users": Question(Message("Users on this host")),
    "stations.session_hosts.*.ram_gb_for_tws": Question(Message("RAM kept for TWS"), unit="GB"),
    "stations.session_hosts.*.opened_from": Question(Message("Sessions opened from"), choices="os"),
    "stations.session_hosts.*.softphone": Question(Message("Softphone in the sessions")),
    "stations.session_hosts.*.dotnet_8": Question(Message(".NET 8 installed")),
    "stations.manager_browsers": Question(Message("Browsers for Manager Web"), choices="browser"),
    "stations.user_folders_open": Question(Message("Client folders open to the user")),
    "stations.shared_folder_writable": Question(Message("Installation folder writable by all users of a shared PC")),
    "stations.antivirus_exclusions_agreed": Question(Message("Antivirus and firewall exclusions agreed")),
    "sites": Question(Message("Remote sites")),
    "sites.*.name": Question(Message("Site name")),
    "sites.*.users": Question(Message("Users on this site")),
    "sites.*.calls_per_hour": Question(Message("Calls per hour of this site")),
    "sites.*.softphone_calls_at_once": Question(Message("Softphone calls at once on this site")),
    "sites.*.link_mbit_s": Question(Message("Bandwidth of the site's link"), unit="Mbit/s"),
    "addresses.sip_proxy": Question(Message("SIP proxy"), plain=True),
    "addresses.phone": Question(Message("One of the phones"), plain=True),
    "addresses.sms_server": Question(Message("SMS server"), plain=True),
    "addresses.ldap_server": Question(Message("LDAP server"), plain=True),
    "addresses.groupware_server": Question(Message("Mail and calendar server"), plain=True),
    "addresses.time_server": Question(Message("Time server"), plain=True),
    "ports.*": Question(Message("Port set for {key}"), plain=True),
    "sign_off.items.*.state": Question(Message("State"), choices="item_state"),
    "sign_off.items.*.comment": Question(Message("Comment")),
    "sign_off.items.*.by": Question(Message("Seen by")),
    "sign_off.signatures.*.role": Question(Message("Role"), choices="role"),
    "sign_off.signatures.*.name": Question(Message("Name")),
    "sign_off.signatures.*.function": Question(Message("Function")),
    "sign_off.signatures.*.signed_on": Question(Message("Date of signature"), plain=True),
    "sign_off.signatures.*.fingerprint": Question(Message("Revision signed"), plain=True),
    "sign_off.signatures.*.strokes": Question(Message("Drawn signature")),
    "sign_off.signatures.*.parts.*": Question(Message("Fingerprint of the part {key}"), plain=True),
}

# The parts of a plan, in the order of its file.
PARTS = {
    "project": Message("Project"),
    "licences": Message("Licences and options"),
    "load": Message("Load"),
    "server": Message("Server"),
    "security": Message("Security"),
    "telephony": Message("Telephony"),
    "stations": Message("Client PCs and session hosts"),
    "sites": Message("Remote sites"),
    "addresses": Message("Addresses to check"),
    "ports": Message("Ports set"),
    "sign_off": Message("Ticks and signatures"),
}

UNREAD = Message("Texts that cannot be read as an answer")
WITHIN = Message("{context}: {name}")
NUMBERED = Message("{name} {number}")
_OF_ITEM = re.compile(r"(.+)\.([0-9]+)\.[a-z0-9_]+")
_POSITION = re.compile(r"\.([0-9]+)(?=\.|$)")
_KEYED = re.compile(r"^(ports|sign_off\.items|sign_off\.signatures\.[0-9]+\.parts)\.([^.]+)")


@lru_cache(maxsize=4_096)
def find_question(field: str) -> Question | None:
    """Return the question of a field such as ``telephony.links.0.port`` or ``ports.NET-26``; None if there is none."""
    question = QUESTIONS.get(field)
    if question:
        return question
    keyed = _KEYED.match(field)
    if keyed:
        question = QUESTIONS.get(_POSITION.sub(".*", _KEYED.sub(rf"{keyed[1]}.*", field)))
        return question and Question(question.label.fill(key=keyed[2]), question.unit, question.choices, question.plain)
    return QUESTIONS.get(_POSITION.sub(".*", field))


def name_field(field: str) -> Message | str:
    """Return how a field is named for people; the field itself where nobody named it."""
    question = find_question(field)
    return question.label if question else field


def locate_field(field: str) -> Message | str:
    """Return how a field is named where its item is not in sight: ``sites.1.users`` as that of the second site."""
    found = None if field.startswith("ports.") else _OF_ITEM.fullmatch(field)
    if found is None:
        return name_field(field)
    item = NUMBERED.fill(name=name_field(found[1]), number=Plain(int(found[2]) + 1))
    return WITHIN.fill(context=item, name=name_field(field))


def show_answer(field: str, value: object) -> object:
    """Return an answer as a value that a translator can write: named choice, quantity, date, plain number or text."""
    question = find_question(field)
    if question is None or value is None:
        return value
    if isinstance(value, tuple | list):
        return tuple(show_answer(field, each) for each in value)
    if question.choices and isinstance(value, str):
        return name_choice(question.choices, value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if question.unit:
        return Quantity(value, question.unit)
    return Plain(value) if question.plain else value
