"""Every answer of the plan has a label, and every value it may take a name."""

import types
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from wizard.domain.choices import CHOICES, name_choice
from wizard.domain.plan import Plan
from wizard.domain.questions import QUESTIONS, find_question, name_field, show_answer
from wizard.i18n import Message, Plain, Quantity, get_translator

# What is no answer: the file's own marks, texts that are none, the machine's evidence, the reserve, and what only holds
# other parts.
NO_ANSWERS = {"format", "format_version", "unread", "evidence", "x"}


def _walk(annotation: Any, place: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any type
    """Yield each place below an annotation of the model, with the type of its value."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            below = f"{place}.{name}" if place else name
            yield below, field.annotation
            yield from _walk(field.annotation, below)
    elif origin is Annotated:
        yield from _walk(arguments[0], place)
    elif origin in (Union, types.UnionType):
        for each in arguments:
            yield from _walk(each, place)
    elif origin is tuple:
        yield from _walk(arguments[0], place)
        if not place.endswith(".*"):
            yield from ((f"{place}.*{below.removeprefix(place)}", found) for below, found in _walk(arguments[0], place))
    elif origin is dict and arguments[1] is not Any:
        yield f"{place}.*", arguments[1]
        yield from _walk(arguments[1], f"{place}.*")


def _unwrap(annotation: Any) -> set[Any]:  # noqa: ANN401 - any type
    """Return the plain types that an annotation allows, without null."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _unwrap(arguments[0])
    if origin in (Union, types.UnionType):
        return set().union(*map(_unwrap, arguments))
    if origin is Literal:
        return set(arguments)
    if origin is tuple:
        return _unwrap(arguments[0])
    if origin is dict:
        return {dict}
    return set() if annotation is type(None) else {annotation}


def _holds_model(annotation: Any) -> bool:  # noqa: ANN401 - any type
    return any(isinstance(each, type) and issubclass(each, BaseModel) for each in _unwrap(annotation))


def _list_places() -> dict[str, list[Any]]:
    lists = {place for place, annotation in _walk(Plan, "") if _is_list_of_models(annotation)}
    found: dict[str, list[Any]] = {}
    for place, annotation in _walk(Plan, ""):
        # Below a list only the places with a star are those of its items.
        if any(place.startswith(f"{each}.") and not place.startswith(f"{each}.*") for each in lists):
            continue
        found.setdefault(place, []).append(annotation)
    return found


def _is_list_of_models(annotation: Any) -> bool:  # noqa: ANN401 - any type
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _is_list_of_models(arguments[0])
    if origin in (Union, types.UnionType):
        return any(_is_list_of_models(each) for each in arguments)
    return origin is tuple and _holds_model(arguments[0])


PLACES = _list_places()
ANSWERS = {
    place: annotations
    for place, annotations in PLACES.items()
    if place.partition(".")[0] not in NO_ANSWERS
    and not all(_holds_model(each) or dict in _unwrap(each) for each in annotations)
}
CHOSEN = [
    (place, value)
    for place, annotations in ANSWERS.items()
    for value in sorted({each for found in annotations for each in _unwrap(found) if isinstance(each, str)})
]


def test_walk_finds_the_answers_that_the_contract_names() -> None:
    """The enumeration of the model reaches sections, lists, links of each kind, keyed entries and the conference."""
    assert {
        "licences.users",
        "licences.conference.largest_audio",
        "stations.groups.*.ram_gb",
        "telephony.links.*.application_link",
        "telephony.links.*.dect",
        "ports.*",
        "sign_off.items.*.state",
        "sites.*.link_mbit_s",
    } <= set(ANSWERS)


@pytest.mark.parametrize("place", sorted(ANSWERS))
def test_every_answer_of_the_plan_has_a_label(place: str) -> None:
    """An answer of the model can be named for people."""
    assert place in QUESTIONS


@pytest.mark.parametrize("place", sorted(QUESTIONS))
def test_every_label_is_of_a_field_of_the_plan(place: str) -> None:
    """A label names a field that the model has: none is left over."""
    assert place in PLACES


@pytest.mark.parametrize(("place", "value"), CHOSEN)
def test_every_value_of_a_choice_has_a_name(place: str, value: str) -> None:
    """Each value that an answer may take is named for people, not shown as its key."""
    question = QUESTIONS[place]
    assert question.choices
    assert isinstance(CHOICES[question.choices][value], Message)


@pytest.mark.parametrize("family", sorted(CHOICES))
def test_every_family_of_names_is_used(family: str) -> None:
    """A family of names belongs to a question, and its names differ from one another."""
    assert family in {question.choices for question in QUESTIONS.values()}
    names = [message.text for message in CHOICES[family].values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("licences.users", "TWS users at most"),
        ("telephony.links.0.port", "Port of the link"),
        ("telephony.links.12.kind", "PABX or phones"),
        ("stations.groups.999.ram_gb", "RAM"),
        ("ports.NET-26", "Port set for NET-26"),
        ("sign_off.items.C-DOC-3.state", "State"),
        ("no.such.field", "no.such.field"),
    ],
)
def test_field_is_named_for_people(field: str, expected: str) -> None:
    """A field with positions and keys finds its label; one that nobody named stays as it is."""
    assert get_translator("en")(name_field(field)) == expected


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("server.ram_gb", 16.0, Quantity(16.0, "GB")),
        ("server.hosting", "vmware", Message("VMware virtual machine")),
        ("licences.groupware", ("exchange", "google"), (Message("Exchange"), Message("Google Workspace"))),
        ("telephony.links.0.port", 3211, Plain(3211)),
        ("licences.users", 4200, 4200),
        ("licences.sms", True, True),
        ("licences.sms", None, None),
        ("project.installation_date", date(2026, 1, 1), date(2026, 1, 1)),
        ("no.such.field", 5, 5),
    ],
)
def test_answer_is_shown_by_its_kind(field: str, value: object, expected: object) -> None:
    """Quantities have their unit, choices their name, ports no grouping."""
    assert show_answer(field, value) == expected


def test_unnamed_value_stays_as_it_is() -> None:
    """A value or family that nobody named is shown as its key."""
    assert name_choice("hosting", "cloud") == "cloud"
    assert name_choice("no such family", "x") == "x"
    assert find_question("no.such.field") is None
