"""Flows proven from both ends, and the quality of voice: names of probes, reasons and measured values."""

from wizard.domain.questions import Question
from wizard.i18n import Message

PROBES: dict[str, Message] = {
    "proof.flow": Message("Proof from both ends"),
    "voice.quality": Message("Voice quality between both ends (MOS estimated)"),
}
REASONS: dict[str, Message] = {
    "proof.listener_not_reached": Message("no listener answered, on this port or any other"),
    "proof.same_machine": Message("the listener is this very machine: no network lies between the two ends"),
    "proof.other_address": Message(
        "this address is not the plan’s: give the listening machine the planned one, or correct the plan"
    ),
    "proof.other_source": Message(
        "sent from another address than the plan’s: prove from the machine that has it, or correct the plan"
    ),
    "proof.no_planned_address": Message(
        "the plan has no address for the machine that this one stands for or goes to: give it in the plan, and prove"
        " again"
    ),
    "proof.several_addresses": Message(
        "the planned name has several addresses, of which one alone was tried: give the machine’s address in the plan"
    ),
    "proof.busy": Message("the listener had too much to answer at that moment: prove again"),
    "proof.large_lost": Message(
        "messages of 256 bytes pass, of 1,400 do not: something on the way takes smaller packets only, and does not say"
        " so"
    ),
    "proof.no_address": Message("the address of the listening end could not be found"),
    "proof.listener_not_asked": Message("the listener did not say whether it holds this port open"),
    "proof.not_listed": Message(
        "the listener does not have this port: it was started from another plan or with --quick, or stands for another"
        " end"
    ),
    "proof.taken": Message("another program holds this port at the listening end"),
    "proof.not_permitted": Message("the listener was not permitted to open this port"),
    "proof.not_opened": Message("the listening end could not open this port"),
    "proof.not_tried": Message("this machine could not send through this port"),
    "proof.dropped": Message("nothing comes back, as by a firewall that drops"),
    "proof.refused": Message("the connection is refused, as by a firewall that rejects"),
    "proof.unreachable": Message("rejected by an ICMP message, as by a firewall that rejects"),
    "proof.cut": Message("the connection is cut as soon as it is made"),
    "proof.silent": Message("the connection is made, and nothing comes through it"),
    "proof.foreign": Message("something other than the listener answers"),
    "proof.blocked_here": Message("this machine's own firewall lets nothing out through this port"),
    "proof.answer_lost": Message("blocked on the way back: the request arrived, its answer did not"),
    "voice.listen_as_station": Message(
        "Softphone’s voice ends at a user’s PC: let the other end listen as a user’s PC, and prove from the PABX’s"
        " network or from another user’s PC"
    ),
    "voice.prove_from_station": Message(
        "the voice of conferences goes from a user’s PC to the server: let the server listen, and prove from a user’s"
        " PC"
    ),
    "voice.prove_from_pabx": Message(
        "the Media Server’s voice goes from the PABX to the server: let the server listen, and prove from the PABX’s"
        " network"
    ),
    "voice.no_flow": Message("no flow of this plan carries voice"),
    "voice.not_granted": Message("the listener does not take that many calls now"),
    "voice.nothing_back": Message("no voice packet came back, though the listener had answered through the same port"),
    "voice.broken_off": Message(
        "nothing came back any more before the end: the listener was closed, or the link broke off; measure again"
    ),
    "voice.pace_not_kept": Message("this machine could not send the packets in time"),
    "voice.loss": Message("too many voice packets are lost or late"),
    "voice.delay": Message("the delay from mouth to ear is above 400 ms, the most that ITU-T G.114 allows"),
    "voice.delay_noticed": Message(
        "the delay from mouth to ear is above 150 ms: noticed in a conversation, acceptable up to 400 ms (ITU-T G.114)"
    ),
    "voice.sample_too_small": Message(
        "so many packets cannot tell whether too many are lost or late: what is missing may be more or less than is"
        " borne; measure again"
    ),
    "voice.more_than_measured": Message("more calls at once than can be measured; as many as could be were carried"),
}
MEASURES: dict[str, Question] = {
    "proof.seen_from": Question(Message("Address that the listener saw")),
    "proof.translated": Question(Message("Address translated on the way")),
    "proof.ports_dropped": Question(Message("Ports without any sign")),
    "proof.ports_refused": Question(Message("Ports refused")),
    "proof.ports_cut": Question(Message("Ports connected, then cut or silent")),
    "proof.ports_foreign": Question(Message("Ports answered by something else")),
    "proof.ports_unsent": Question(Message("Ports that could not be sent through")),
    "voice.calls": Question(Message("Calls at once")),
    "voice.loss_borne_percent": Question(Message("Loss borne in a direction"), "%"),
    "voice.packets": Question(Message("Voice packets sent")),
    "voice.sent_kbit_s": Question(Message("Voice sent, each way, without IP and UDP headers"), "kbit/s"),
    "voice.sent_with_headers_kbit_s": Question(Message("Voice sent, each way, with IP and UDP headers"), "kbit/s"),
    "voice.missing_there_least_percent": Question(Message("Lost or late there, at least (confidence 95 %)"), "%"),
    "voice.missing_there_most_percent": Question(Message("Lost or late there, at most (confidence 95 %)"), "%"),
    "voice.missing_back_least_percent": Question(Message("Lost or late back, at least (confidence 95 %)"), "%"),
    "voice.missing_back_most_percent": Question(Message("Lost or late back, at most (confidence 95 %)"), "%"),
    "voice.loss_there_percent": Question(Message("Packets lost on the way there"), "%"),
    "voice.loss_back_percent": Question(Message("Packets lost on the way back"), "%"),
    "voice.late_there_percent": Question(Message("Packets too late on the way there"), "%"),
    "voice.late_back_percent": Question(Message("Packets too late on the way back"), "%"),
    "voice.jitter_there_ms": Question(Message("Jitter on the way there"), "ms"),
    "voice.jitter_back_ms": Question(Message("Jitter on the way back"), "ms"),
    "voice.round_trip_ms": Question(Message("Delay there and back"), "ms"),
    "voice.burst_ratio": Question(Message("Length of losses, against random ones")),
    "voice.delay_mouth_to_ear_ms": Question(
        Message("Delay mouth to ear (half the round trip, packetisation, buffer)"), "ms"
    ),
    "voice.mos": Question(Message("MOS, estimated by the E-model")),
}
