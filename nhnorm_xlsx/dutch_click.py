"""click, in Dutch: its help headings and its complaints about wrong use."""

from __future__ import annotations

from datetime import date

import click

from nhnorm_xlsx.contract.stamp import METING_LABEL


class _DutchHelp(click.Command):
    """The headings of a help page, in Dutch."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how to call."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Gebruik: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words of that line."""
        words = {"[OPTIONS]": "[OPTIES]", "COMMAND [ARGS]...": "OPDRACHT ..."}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
        records = [record for item in options if (record := item.get_help_record(ctx))]
        if records:
            with formatter.section("Opties"):
                formatter.write_dl([(name, _dutch_extra(text)) for name, text in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, explained in Dutch."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze uitleg."
        return option


class DutchCommand(_DutchHelp):
    """A command whose help is Dutch."""


class DutchGroup(_DutchHelp, click.Group):
    """A group of commands whose help is Dutch."""

    command_class = DutchCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands in the order in which one uses them."""
        names = self.list_commands(ctx)
        with formatter.section("Opdrachten"):
            formatter.write_dl(
                [
                    (name, command.get_short_help_str(100))
                    for name in names
                    if (command := self.get_command(ctx, name))
                ]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of their definition."""
        return list(self.commands)


def _dutch_extra(text: str) -> str:
    return text.replace("[default: ", "[standaard: ").replace("[required]", "[verplicht]")


class DayType(click.ParamType[date]):
    """A day, written as jjjj-mm-dd."""

    name = "jjjj-mm-dd"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day; fails in Dutch."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is geen datum; schrijf jjjj-mm-dd, zoals 2026-05-29.", param, ctx)


class MetingType(click.ParamType[str]):
    """The label of a meting: a year, or a year and a number."""

    name = "meting"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The label; fails in Dutch."""
        if not METING_LABEL.fullmatch(str(value)):
            text = f"'{value}' is geen meting; schrijf een jaar, zoals 2026 of 2026-2."
            self.fail(text, param, ctx)
        return str(value)


class DutchChoice(click.Choice[str]):
    """One of a few words; fails in Dutch."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:  # noqa: ARG002
        """What to say when the word is none of them."""
        return f"'{value}' kan niet; kies uit: {', '.join(map(str, self.choices))}."


def complaint(error: click.ClickException) -> str:
    """What is wrong with the use of the command, as one Dutch sentence with what to do."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "nhnorm"
    return f"{_what(error)} Zie: {path} --help"


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f" Bedoelt u {error.possibilities[0]}?" if error.possibilities else ""
            return f"Onbekende optie {error.option_name}.{near}"
        case click.MissingParameter():
            name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else ""
            return f"{name.replace(chr(39), '')} ontbreekt."
        case click.BadOptionUsage() if "does not take a value" in error.message:
            return f"Achter {error.option_name} hoort geen waarde."
        case click.BadOptionUsage():
            return f"Na {error.option_name} hoort een waarde."
        case click.BadParameter():
            return error.message
        case click.UsageError() if error.message.startswith("No such command"):
            word = error.message.split("'")[1]
            return f"Onbekende opdracht '{word}'."
        case click.UsageError() if "unexpected extra argument" in error.message:
            return f"Te veel woorden: {error.message.partition('(')[2].rstrip(').')}."
        case _:
            return "Verkeerd gebruik."
