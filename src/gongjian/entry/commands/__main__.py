"""Reads the command line, prepares Django for the commands that need it, and runs one command."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongjian.entry.settings")


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    module: str
    summary: str
    needs_django: bool = True
    passes_on: bool = False
    tells_what_there_is: bool = False


COMMANDS = (
    Command("demo", "demo", "load a demo street and serve it", needs_django=False),
    Command("serve", "serve", "serve the street kept in GONGJIAN_DATA (default: data/)", needs_django=False),
    Command("check", "check", "check the office's spreadsheets, row by row, and change nothing"),
    Command("import", "import_", "import the office's spreadsheets, all or nothing"),
    Command("coverage", "coverage", "who and which unit is in no organization, and which organization does not work"),
    Command("duties", "duties", "every period that is owed, and how it stands on a day"),
    Command("export", "export", "any list on screen, for programs or as a workbook", tells_what_there_is=True),
    Command("simulate", "simulate", "a stretch of work on the demo street, done through the real actions"),
    Command("bench", "bench", "measure imports, pages and coverage at street and city scale", needs_django=False),
    Command(
        "test", "test", "run every check and test of the project (`test fast`: the quick ones)", False, passes_on=True
    ),
)

HELP = {"-h", "--help"}
READER_GONE = 141


def main(arguments: list[str]) -> int:
    """Run one command. Whoever reads its output may stop reading (`… | head`); that is no accident."""
    try:
        code = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    return code


def run(arguments: list[str]) -> int:
    if arguments[:1] == ["manage"]:
        return manage(arguments[1:])
    asks_for_help = bool(HELP & {*arguments})
    parser = build_parser(chosen=arguments[0] if arguments else "", asks_for_help=asks_for_help)
    options, rest = parser.parse_known_args(arguments)
    if rest and not options.passes_on:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    options.rest = rest
    code: int = options.run(options)
    return code


def build_parser(*, chosen: str, asks_for_help: bool = False) -> argparse.ArgumentParser:
    """The whole command line; only the chosen command's module is loaded, and help needs no Django."""
    parser = argparse.ArgumentParser(prog="./gongjian", description="Gongjian 共建: nobody and no unit falls through.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.summary, description=command.summary)
        if command.name == chosen:
            module = load(command, prepared=not asks_for_help or command.tells_what_there_is)
            module.add_arguments(sub)
            sub.set_defaults(run=module.run, passes_on=command.passes_on)
    commands.add_parser("manage", help="accounts and upkeep, e.g. `manage open_account NAME --role ROLE`")
    return parser


def load(command: Command, *, prepared: bool) -> ModuleType:
    if command.needs_django and prepared:
        import django  # only the commands that need it pay for it

        django.setup()
    return import_module(f"{__package__}.{command.module}")


def manage(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line  # not needed by the other commands

    execute_from_command_line(["./gongjian manage", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
