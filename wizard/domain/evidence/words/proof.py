"""Flows proven from both ends, and the quality of voice: names of probes, reasons and measured values."""

from wizard.domain.questions import Question
from wizard.i18n import Message

PROBES: dict[str, Message] = {}
REASONS: dict[str, Message] = {}
MEASURES: dict[str, Question] = {}
