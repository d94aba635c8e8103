"""Names in the order of their alphabet."""

import pytest

from app.domain.events import DelegationSet
from app.importing.collation import collation_of
from tests.real_meeting import real_meeting


@pytest.mark.parametrize(("language", "ordered"), [
    ("fr", ["Égypte", "El Salvador", "Équateur", "Espagne", "Niger", "Nigéria", "Norvège"]),
    ("es", ["España", "Ñandú", "Noruega", "Nueva Zelandia"]),
    ("en", ["Côte d’Ivoire", "Croatia", "Türkiye", "Uganda"]),
    ("ru", ["Австрия", "Ёлка", "Жизнь"]),
])
def test_names_are_sorted_as_in_their_alphabet(language, ordered):
    assert sorted(reversed(ordered), key=lambda name: collation_of({language: name})[language]) == ordered


def test_every_delegation_of_an_import_has_a_key_for_each_of_its_names():
    delegations = [event.delegation for event in real_meeting() if isinstance(event, DelegationSet)]

    assert all(each.collation.keys() == each.names.keys() for each in delegations)
