"""Links to PABXs and to phone fleets."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from wizard.domain.section import LONGEST_LIST, Answer, Count, Port, Section

PbxKind = Literal[
    "mivoice_office_400",
    "oxe",
    "oxo",
    "openscape_office",
    "openscape_business",
    "openscape_voice",
    "hipath_3000",
    "hipath_openoffice",
]
LINK_KINDS = ("mivoice_5000", "mivoice_office_400", "mx_one", "oxe", "oxo", "openscape_office", "openscape_business",
              "openscape_voice", "hipath_3000", "hipath_openoffice", "other_pbx", "snom", "yealink")  # fmt: skip


class PbxLink(Section):
    """What every PABX link can tell.

    ``users``, ``caller``, ``softphone``, ``voices``: how many of the plan's are on this PABX.
    """

    name: Answer | None = None
    release: Answer | None = None
    address: Answer | None = None
    port: Port | None = None
    ip_card: bool | None = None
    csta_keys: Count | None = None
    sip_user_licences: Count | None = None
    sip_voice_licences: Count | None = None
    users: Count | None = None
    caller: Count | None = None
    softphone: Count | None = None
    voices: Count | None = None


class PlainPbx(PbxLink):
    """A PABX that has no question of its own."""

    kind: PbxKind


class MiVoice5000(PbxLink):
    """Aastra 5000 or MiVoice 5000 (NeXspan counts as one)."""

    kind: Literal["mivoice_5000"]
    protocol: Literal["csta", "vti_xml"] | None = None


class MxOne(PbxLink):
    """MiVoice MX-ONE, by Application Link or directly by CSTA XML (``release``)."""

    kind: Literal["mx_one"]
    application_link: Answer | None = None


class OtherPbx(PbxLink):
    """A PABX of a vendor that the document does not name."""

    kind: Literal["other_pbx"]
    all_phones_snom: bool | None = None


class PhoneFleet(Section):
    """SIP phones that talk to the server directly; ``port`` is the server's, ``phone_port`` the phones'."""

    name: Answer | None = None
    models: Annotated[tuple[Answer, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
    firmware: Answer | None = None
    port: Port | None = None
    phone_port: Port | None = None


class Snom(PhoneFleet):
    """Snom phones."""

    kind: Literal["snom"]


class Yealink(PhoneFleet):
    """Yealink phones."""

    kind: Literal["yealink"]
    dect: bool | None = None
    uacsta: bool | None = None
    action_url: bool | None = None


class UndecidedLink(PbxLink, PhoneFleet):
    """A link whose kind is not known yet: it may hold the answers of any kind."""

    kind: None = None
    protocol: Literal["csta", "vti_xml"] | None = None
    application_link: Answer | None = None
    all_phones_snom: bool | None = None
    dect: bool | None = None
    uacsta: bool | None = None
    action_url: bool | None = None


def _tell_shape(value: Any) -> str:  # noqa: ANN401 - raw JSON or a model
    kind = value.get("kind") if isinstance(value, dict) else getattr(value, "kind", None)
    if kind is None:
        return "undecided"
    if kind in ("mivoice_5000", "mx_one", "other_pbx", "snom", "yealink"):
        return str(kind)
    return "pbx"


Link = Annotated[
    Annotated[PlainPbx, Tag("pbx")]
    | Annotated[MiVoice5000, Tag("mivoice_5000")]
    | Annotated[MxOne, Tag("mx_one")]
    | Annotated[OtherPbx, Tag("other_pbx")]
    | Annotated[Snom, Tag("snom")]
    | Annotated[Yealink, Tag("yealink")]
    | Annotated[UndecidedLink, Tag("undecided")],
    Discriminator(_tell_shape),
]
SHAPES: dict[str, type[Section]] = {
    "pbx": PlainPbx,
    "mivoice_5000": MiVoice5000,
    "mx_one": MxOne,
    "other_pbx": OtherPbx,
    "snom": Snom,
    "yealink": Yealink,
    "undecided": UndecidedLink,
}


class Telephony(Section):
    """All links."""

    links: Annotated[tuple[Link, ...], Field(max_length=LONGEST_LIST, fail_fast=True)] | None = None
