"""How findings are made: the worst aspect decides, an open condition is missing, a false one gives nothing."""

from collections.abc import Iterable

from wizard.assessment.truth import Truth, join_fields
from wizard.catalogue.edition import LoadedEdition
from wizard.domain.findings import Aspect, Finding
from wizard.domain.levels import Level, worst_of

ALWAYS = Truth(value=True)


def judge(
    edition: LoadedEdition, fact: str, subject: str, aspects: Iterable[Aspect] = (), condition: Truth = ALWAYS
) -> Finding | None:
    """Return the finding of a fact for a subject; None where the fact does not apply or is not in the edition.

    The worst aspect gives the level. A missing finding rests on the answers still to be given (contract, "Assessment").
    """
    known = edition.facts.get(fact)
    if known is None or condition.value is False:
        return None
    judged = condition.value is True
    compared = tuple(aspects) if judged else (Aspect(Level.MISSING, condition.fields),)
    level = worst_of([aspect.level for aspect in compared])
    if level is Level.MISSING:
        fields = join_fields(aspect.fields for aspect in compared if aspect.level is Level.MISSING)
    else:
        fields = join_fields((condition.fields, *(aspect.fields for aspect in compared)))
    return Finding(
        fact=fact,
        level=level,
        subject=subject,
        page=known.page,
        fields=fields,
        aspects=compared,
        title=known.title,
        requirement=known.requirement,
        remedy=known.ask if level is Level.CONSULT else known.action,
        responsible=known.responsible,
        judged=judged,
    )


def judge_again(finding: Finding, edition: LoadedEdition) -> Finding:
    """Return a finding of the level that its aspects have now."""
    level = worst_of([aspect.level for aspect in finding.aspects])
    missing = (aspect.fields for aspect in finding.aspects if aspect.level is Level.MISSING)
    every = (finding.fields, *(aspect.fields for aspect in finding.aspects))
    known = edition.facts[finding.fact]
    return finding._replace(
        level=level,
        fields=join_fields(missing if level is Level.MISSING else every),
        remedy=known.ask if level is Level.CONSULT else known.action,
    )
