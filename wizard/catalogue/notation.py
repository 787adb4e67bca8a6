"""How releases are written in a vendor edition's field: names, patch lines, endings."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypeAliasType

from wizard.catalogue.base import Part, Release
from wizard.domain.notations import Notation

_BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
# A name or ending begins and ends with what it is known by.
Form = TypeAliasType("Form", Annotated[str, Field(pattern=r"^[^\s_()-](?:[^()]{0,78}[^\s_()-])?$")])
Network = TypeAliasType("Network", Annotated[str, Field(pattern=rf"^{_BYTE}(?:\.{_BYTE}){{3}}/(?:3[0-2]|[12]?[0-9])$")])
# Each becomes a part of one pattern.
MOST_FORMS = 200
Forms = TypeAliasType("Forms", Annotated[tuple[Form, ...], Field(max_length=MOST_FORMS)])


class NotationRules(Part):
    """How a vendor writes releases; what the forms may hold stands with ``wizard.domain.notations``.

    ``successors`` are the names of a product that came after this one and whose numbers begin again; any release of
    theirs is later than ``succeeded``.
    """

    names: Forms = ()
    endings: Forms = ()
    successors: Forms = ()
    succeeded: Release = "0"
    networks: Annotated[tuple[Network, ...], Field(max_length=MOST_FORMS)] = ()

    def read(self, *models: str) -> Notation:
        """Return the notation, with some models beside its names."""
        return Notation((*self.names, *models), self.endings, self.successors, self.succeeded, self.networks)
