"""How findings, subjects and names are told."""

import pytest

from tests.dossier.building import every_sample, report_on_sample
from tests.factories import Json, assess_plan, find_finding, make_group, on_groups
from wizard.domain.levels import Level, Verdict
from wizard.dossier.wording import (
    LEVEL_WORDS,
    NEXT_STEPS,
    VERDICT_SENTENCES,
    VERDICT_WORDS,
    describe,
    name_subject,
    shorten,
)
from wizard.i18n import LANGUAGES, get_translator


@pytest.mark.parametrize("language", LANGUAGES)
def test_levels_and_verdicts_have_words_of_their_own(language: str) -> None:
    """Each level and each verdict has a word and a sentence of its own in both languages."""
    say = get_translator(language)
    for words, whole in (
        (LEVEL_WORDS, Level),
        (VERDICT_WORDS, Verdict),
        (VERDICT_SENTENCES, Verdict),
        (NEXT_STEPS, Verdict),
    ):
        assert set(words) == set(whole)
        assert len({say(word) for word in words.values()}) == len(whole)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("PABX", "PABX"),
        ("  two \n lines\t ", "two lines"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        ("", ""),
    ],
)
def test_shorten(name: str, shown: str) -> None:
    """A name stands on one line and is cut to sixty characters, the ellipsis among them."""
    assert shorten(name) == shown


@pytest.mark.parametrize(
    ("subject", "named"),
    [
        ("project", "Project"),
        ("server", "TWS server"),
        ("contact:integrator", "Integrator"),
        ("link:PABX: 2", "Link “PABX: 2”"),
        ("group:{name}", "PCs “{name}”"),
        ("site:" + "x" * 99, "Site “" + "x" * 59 + "…”"),
    ],
)
def test_subjects_are_named(subject: str, named: str) -> None:
    """A subject is named as people call it; a name of the plan's is neither cut at a colon nor filled as a template."""
    assert get_translator("en")(name_subject(subject)) == named


@pytest.mark.parametrize(("name", "language"), every_sample())
def test_every_finding_is_described(name: str, language: str) -> None:
    """A finding has a sentence, an action exactly where one is due, and what is planned beside what is required."""
    report = report_on_sample(name, language)
    for finding in report.assessment.findings:
        told = describe(finding, report.say)
        assert told.message
        assert bool(told.action) == (finding.level not in (Level.OK, Level.INFO))
        assert bool(told.required) == any(aspect.required is not None for aspect in finding.aspects)
        assert bool(told.planned) == any(aspect.planned is not None for aspect in finding.aspects)
        assert "None" not in f"{told.message} {told.action} {told.required} {told.planned}".split()


ADVICE: tuple[tuple[str, str, Json, Json], ...] = (
    ("SRV-4", "server", {"server": {"tws_disk_gb": None}}, {"server": {"tws_disk_gb": 79}}),
    ("SRV-5", "server", {"server": {"tws_on_separate_drive": None}}, {"server": {"tws_on_separate_drive": False}}),
    ("SEC-1", "server", {"security": {"secure_mode": None}}, {"security": {"secure_mode": False}}),
    ("CLI-3", "group:Bureaux", on_groups(make_group(ram_gb=None)), on_groups(make_group(ram_gb=2))),
    ("CLI-4", "group:Bureaux", on_groups(make_group(processor=None)),
     on_groups(make_group(processor="below_core_i3"))),
    ("CLI-8", "group:Bureaux", on_groups(make_group(softphone=True, headset=None)),
     on_groups(make_group(softphone=True, headset="none"))),
    *((fact, subject, {"stations": {"antivirus_exclusions_agreed": None}},
       {"stations": {"antivirus_exclusions_agreed": False}})
      for fact, subject in (("AUT-3", "stations"), ("AUT-4", "server"), ("AUT-5", "stations"))),
)  # fmt: skip


@pytest.mark.parametrize(("fact", "subject", "unknown", "against"), ADVICE)
def test_advice_is_never_told_as_required(fact: str, subject: str, unknown: Json, against: Json) -> None:
    """What the document recommends or calls possible is advised, whether unknown, not followed or met."""
    for changes, level in ((unknown, Level.MISSING), (against, Level.WARNING), ({}, Level.OK)):
        finding = find_finding(assess_plan(**changes), fact, subject)
        if finding is None:
            # Nobody uses Softphone in the plan that meets everything.
            assert (fact, level) == ("CLI-8", Level.OK)
            continue
        assert finding.level is level
        for language, refused in (("en", ("required", "must")), ("fr", ("exigé", "doit ", "doivent"))):
            told = describe(finding, get_translator(language)).message
            assert told
            assert not [word for word in refused if word in told], told


def test_requirement_that_is_open_is_told_as_one() -> None:
    """What is not known of a hard requirement is told as required."""
    finding = find_finding(assess_plan(**on_groups(make_group(dotnet_framework=None))), "CLI-2", "group:Bureaux")
    assert finding is not None
    assert ".NET Framework: not known (required: at least 4.7.2)." in describe(finding, get_translator("en")).message
