"""How findings, subjects and names are told."""

import pytest

from tests.dossier.building import every_sample, report_on_sample
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
