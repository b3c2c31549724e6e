"""The block of Overzicht that asks for decisions: what, the question, how many norms, and which.

A cell that wraps its text needs a wide column, and these stand below the tiles: so the numbers
of the norms run on to the right, over as many lines as all norms together would need.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nhnorm_xlsx.contract.statuses import NIET, OPEN_SYMBOL
from nhnorm_xlsx.form import formulas
from nhnorm_xlsx.form.answer_table import AnswerTable
from nhnorm_xlsx.form.decisions import SIGN, DecisionPoint
from nhnorm_xlsx.form.model import Cell, Colouring, address
from nhnorm_xlsx.measure import text_width
from nhnorm_xlsx.style import FONT_SIZE
from nhnorm_xlsx.texts import form as texts

# The columns of the label and of the count; the numbers run on from there to the last tile.
_LABEL, _COUNT, _NORMS, _LAST = 1, 2, 3, 13
_NORMS_WIDTH = 637
# Rows of what is only counted.
_COUNTED = 2


def norm_lines(norms: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """The norms divided over lines, so that all numbers of a line fit beside each other."""
    lines: list[list[str]] = []
    used = 0.0
    for norm in norms:
        width = _number_width(norm)
        if not lines or used + width > _NORMS_WIDTH:
            lines.append([])
            used = 0.0
        lines[-1].append(norm)
        used += width
    return tuple(tuple(line) for line in lines)


def _number_width(norm: str) -> float:
    return text_width(f"{norm}, ", FONT_SIZE)


def height(answers: AnswerTable) -> int:
    """How many rows the block takes."""
    return _height(answers) * len(answers.decisions) + 2 * _COUNTED


def _height(answers: AnswerTable) -> int:
    return max(2, len(answers.lines))


def decision_rows(row: int, answers: AnswerTable) -> Iterable[Cell]:
    """Per thing to decide: what it is and the question, how many norms, and which."""
    yield from _counted(row, (NIET.symbol,), NIET.label, texts.WORST_QUESTION, answers)
    row += _COUNTED
    for decision in answers.decisions:
        about = answers.norms(decision)
        yield from _asked(row, decision.label, decision.question)
        count = f'COUNTIF({answers.reference(decision.key)},"?*")'
        yield Cell(row, _COUNT, len(about), "count", f"={count}")
        for line, (value, formula) in enumerate(_norm_texts(row, decision, answers, about)):
            yield Cell(row + line, _NORMS, value, "text", formula)
        row += _height(answers)
    yield from _counted(row, (OPEN_SYMBOL, texts.UNKNOWN_SYMBOL), *texts.TO_FILL_IN, answers)


def _counted(
    row: int, signs: Sequence[str], label: str, question: str, answers: AnswerTable
) -> Iterable[Cell]:
    """How many norms have one of these signs: which these are, the tiles show."""
    yield from _asked(row, f"{' '.join(signs)} {label}", question)
    area = answers.reference(SIGN)
    counts = "+".join(f"COUNTIF({area},{formulas.text(literally(sign))})" for sign in signs)
    number = sum(item.sign in signs for item in answers.sources)
    yield Cell(row, _COUNT, number, "count", f"={counts}")


def _asked(row: int, label: str, question: str) -> Iterable[Cell]:
    yield Cell(row, _LABEL, label, "strong")
    yield Cell(row + 1, _LABEL, question, "muted")


def decision_colours(first: int, last: int) -> Iterable[Colouring]:
    """A line above everything that is asked; what is about no norm at all stays in the back."""
    count = f"${address(first, _COUNT)}"
    yield Colouring((first, _LABEL, last, _LAST), f'={count}<>""', "asked")
    yield Colouring((first, _COUNT, last, _COUNT), f"={count}=0", "muted")


def literally(sign: str) -> str:
    """A question mark stands for any sign in a count, unless a tilde stands before it."""
    return sign.replace("?", "~?")


def _norm_texts(
    row: int, decision: DecisionPoint, answers: AnswerTable, about: Sequence[str]
) -> Iterable[tuple[str, str]]:
    """Per line of the page the numbers of the norms: as few lines as will hold them."""
    count, lines = address(row, _COUNT), answers.lines
    widest = max(_number_width(norm) for line in lines for norm in line)
    few = int(_NORMS_WIDTH // widest)
    joined = [answers.joined_reference(decision, line) for line in range(len(lines))]
    for line, norms in enumerate(lines):
        here = joined[line]
        value = ", ".join(norm for norm in norms if norm in about)
        formula = f'IF({here}="","",MID({here},3,LEN({here})))'
        if line == 0:
            every = "&".join(joined)
            fits = f"MID({every},3,LEN({every}))" if len(joined) > 1 else formula
            none = formulas.text(texts.NO_NORMS)
            yield (
                (", ".join(about) if len(about) <= few else value) or texts.NO_NORMS,
                f"=IF({count}=0,{none},IF({count}<={few},{fits},{formula}))",
            )
        else:
            shown = "" if len(about) <= few else value
            yield shown, f'=IF({count}<={few},"",{formula})'
