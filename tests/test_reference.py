"""What serves for a dataset: what the user names, else its own, else the program's."""

from __future__ import annotations

import pytest

from nhnorm_xlsx.dataset.ledger import Ledger
from nhnorm_xlsx.dataset.made_up import kind_of_dataset
from nhnorm_xlsx.dataset.one_norm import norm_name, same_norm
from nhnorm_xlsx.dataset.reference import Reference, for_dataset
from nhnorm_xlsx.definition import Definition, Norm, Thema
from nhnorm_xlsx.errors import UsageError
from tests.returned import HEILOO

NOTHING = Reference({}, {})


def editie(label: str, *norms: str, name: str = "", replaces: str = "") -> dict[str, Definition]:
    """An editie of norms `1.1 text`; with `replaces` the first continues these."""
    made = [
        Norm(number, text, "", "", "", "ja", tuple(replaces.split()) if i == 0 else ())
        for i, (number, _, text) in enumerate(item.partition(" ") for item in norms)
    ]
    return {label: Definition(label, (Thema("1", "Thema", "1 Thema", tuple(made)),), name)}


FOUR = ("1.1 Wij a.", "1.2 Wij b.", "1.3 Wij c.", "1.4 Wij d.")
OWN = editie("2024", *FOUR)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (editie("2024", *FOUR[:2], "1.3 Anders.", "1.4 Anders."), True),
        (editie("2024", *FOUR[:1], "1.2 Anders.", "1.3 Anders.", "1.4 Anders."), False),
        (editie("2024", *FOUR[:3]), False),
        (editie("2028", FOUR[0], "1.2 Anders."), True),
        (editie("2028", "1.1 Anders.", "1.2 Anders."), False),
        (editie("2028", "1.1 Anders.", replaces="1.1 1.2"), True),
        (editie("2028", "1.1 Anders.", replaces="1.1 9.9"), False),
        (editie("2028", "1.1 Anders.", "1.2 Anders.", replaces="1.1"), False),
        (editie("2024", *FOUR, name="Norm A"), True),
    ],
)
def test_a_norm_without_a_name_is_known_by_editie_numbers_and_texts(
    other: dict[str, Definition], same: bool
) -> None:
    assert same_norm(OWN, other) is same
    assert same_norm(other, OWN) is same


def test_a_name_decides_whatever_the_texts() -> None:
    one = editie("2024", *FOUR, name="Norm A")
    assert same_norm(one, editie("2024", "9.9 Iets anders.", name="norm  a"))
    assert not same_norm(one, editie("2024", *FOUR, name="Norm B"))


def test_a_norm_without_a_name_is_called_by_what_it_holds() -> None:
    assert norm_name(OWN) == "editie 2024 met 4 normen, die begint met 'Wij a.'"
    assert norm_name(editie("2024", *FOUR, name="Norm A")) == "'Norm A'"


def test_the_program_adds_an_editie_of_the_same_norm_and_changes_none() -> None:
    better = editie("2024", *FOUR[:3], "1.4 Beter.", name="Norm A")
    program = Reference({**better, **editie("2028", *FOUR, name="Norm A")}, {"X": HEILOO})
    kept = Reference(OWN, {HEILOO.code: HEILOO})
    serving = for_dataset(NOTHING, kept, program)
    assert sorted(serving.definitions) == ["2024", "2028"]
    assert serving.definitions["2024"].norms[3].text == "Wij d."
    assert serving.definitions["2024"].norm_naam == "Norm A"
    assert list(serving.organisations) == [HEILOO.code]


def test_an_editie_of_another_norm_of_the_program_stays_out() -> None:
    program = Reference(editie("2028", "1.1 Heel anders."), {"X": HEILOO})
    assert list(for_dataset(NOTHING, Reference(OWN, {}), program).definitions) == ["2024"]


def test_what_is_named_goes_before_its_own_and_its_own_before_the_program() -> None:
    better = editie("2024", *FOUR[:3], "1.4 Beter.")
    kept = Reference(editie("2024", *FOUR, name="Norm A"), {"A": HEILOO, "B": HEILOO})
    serving = for_dataset(Reference(better, {"C": HEILOO, "A": HEILOO}), kept, NOTHING)
    assert serving.definitions["2024"].norms[3].text == "Beter."
    assert serving.definitions["2024"].norm_naam == "Norm A"
    assert (list(serving.organisations), list(serving.former)) == (["C", "A"], ["B"])
    assert for_dataset(NOTHING, NOTHING, kept).organisations == kept.organisations
    with pytest.raises(UsageError, match=r"'Norm A'.*'Norm B'"):
        for_dataset(Reference(editie("2024", *FOUR, name="Norm B"), {}), kept, NOTHING)


def test_without_anything_to_count_it_is_not_known_what_kind_of_dataset_it_is() -> None:
    assert kind_of_dataset({}, (), None) is None
    assert Ledger().example is None
