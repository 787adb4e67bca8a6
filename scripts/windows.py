"""Make the Windows program on Linux, through Wine, and try it out: ``python3 scripts/windows.py --help``."""

import argparse
import sys
import time
from collections.abc import Callable

from environment import NOTHING_TRIED, prepare
from winbuild import interpreter, packing, prefix, program, signing, smoke, stubs, suite, tools, wine
from winbuild.places import DIST, INSTALLER, PORTABLE, PROGRAM, list_files, measure


def main() -> None:
    """Carry out the steps that are asked for; all of them without a word."""
    options = _read_arguments()
    begun = time.monotonic()
    wanted = options.step or ["build", "pack", "smoke", "tests"]
    if missing := tools.add_tools(whole={"pack", "smoke"} & set(wanted) != set()):
        sys.exit(f"Needed: {', '.join(missing)}.")
    _take("Environment", lambda: prepare("run", "build"))
    try:
        _take("Wine", _set_up)
        if "build" in wanted:
            _take("Program", program.build_program)
        if options.certificate:
            _take("Signature of the programs", lambda: signing.sign_programs(options))
        if "pack" in wanted:
            _take("Installer, archive, bill of materials, sums", lambda: _pack(options))
        faults = smoke.run_smoke(whole="smoke" in wanted) if {"smoke", "cli-smoke"} & set(wanted) else 0
        if "tests" in wanted:
            _take("Tests under the Windows Python", suite.run_suite)
    except prefix.PrefixError as lack:
        print(f"Wine makes no whole prefix on this machine; it lacks {lack}.")
        sys.exit(NOTHING_TRIED)
    finally:
        wine.end_wine()
    _tell_sizes()
    print(f"\nDone in {time.monotonic() - begun:.0f} s; {faults} faults.")
    sys.exit(1 if faults else 0)


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    steps = ("build", "pack", "smoke", "cli-smoke", "tests")
    parser.add_argument("step", nargs="*", choices=[*steps, []], help="default: build, pack, smoke, tests")
    signing.add_arguments(parser)
    return parser.parse_args()


def _set_up() -> None:
    prefix.make_prefix()
    stubs.make_stubs()
    interpreter.make_interpreter()


def _pack(options: argparse.Namespace) -> None:
    packing.make_installer()
    if options.certificate:
        signing.sign_file(INSTALLER, options)
    packing.finish()


def _take(title: str, do: Callable[[], None]) -> None:
    print(f"\n== {title}", flush=True)
    begun = time.monotonic()
    do()
    print(f"   {time.monotonic() - begun:.0f} s")


def _tell_sizes() -> None:
    if PROGRAM.is_dir():
        print(f"\n{PROGRAM.name}: {measure(PROGRAM) / 1e6:.1f} MB in {len(list_files(PROGRAM))} files")
    for file in (INSTALLER, PORTABLE):
        if file.is_file():
            print(f"{file.relative_to(DIST)}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
