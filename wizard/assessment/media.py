"""The Media Server: voices by the guide, and the cores that conferences and voices add (MED-1, 2, 6, 10)."""

from wizard.assessment.situation import Situation
from wizard.assessment.truth import Answer
from wizard.domain.assessment import MediaNeed


def divide_up(amount: int, size: int) -> int:
    """Return how many parts of a size hold an amount: a division rounded up, in whole numbers."""
    return -(-amount // size)


def count_cores(answer: Answer, people_per_core: int) -> int | None:
    """Return the cores that so many people at once need; None where the number is not known."""
    return None if answer.value is None else divide_up(answer.value, people_per_core)


def guide_voices(situation: Situation) -> int | None:
    """Return the guide's number of voices for the licensed modules (MED-10).

    Between two rows the larger counts. None above the guide or where an answer is not known; 0 without modules.
    """
    modules = (situation.licence("rules").value, situation.licence("mail").value)
    if modules == (False, False):
        return 0
    users = situation.users.value
    if None in modules or users is None:
        return None
    row = next((row for row in situation.rules.media.guide if users <= row.users), None)
    if row is None:
        return None
    return row.announcements * bool(modules[0]) + row.listening * bool(modules[1])


def size_media(situation: Situation) -> MediaNeed:
    """Return the voices and the cores they and the conferences add."""
    rules = situation.rules.media
    return MediaNeed(
        voices_guide=guide_voices(situation),
        voices=situation.voices.value,
        cores_audio=count_cores(situation.ask_conference("audio_participants"), rules.audio_people_per_core),
        cores_video=count_cores(situation.ask_conference("video_participants"), rules.video_people_per_core),
        cores_voices=count_cores(situation.voices, rules.voices_per_core),
    )


def name_media_answers(situation: Situation) -> tuple[Answer, ...]:
    """Return the answers that the media cores rest on: audio, video, voices."""
    return (
        situation.ask_conference("audio_participants"),
        situation.ask_conference("video_participants"),
        situation.voices,
    )


def sum_known(need: MediaNeed) -> int:
    """Return the cores that are known to be added, whatever else is unknown."""
    return sum(cores or 0 for cores in (need.cores_audio, need.cores_video, need.cores_voices))


def sum_all(need: MediaNeed) -> int | None:
    """Return all added cores; None where one figure is unknown."""
    parts = (need.cores_audio, need.cores_video, need.cores_voices)
    return None if None in parts else sum_known(need)
