"""`python -m nhnorm_xlsx` is the command `nhnorm`, and the command itself starts here.

Loading the rest takes a moment in which somebody may press Ctrl-C: so it is done inside.
"""

import sys


def main() -> None:
    """Run the command line, deaf to nothing from the first line on."""
    try:
        from nhnorm_xlsx import interruption, tidying

        interruption.listen()
        tidying.seldom()
        from nhnorm_xlsx.cli import main as run

        for stream in (sys.stdout, sys.stderr):
            # A name that this screen has no signs for is no reason to stop.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        run()
    except KeyboardInterrupt:
        print(
            "Afgebroken. Wat er was, is bewaard; geef de opdracht opnieuw.",
            file=sys.stderr,
        )
        raise SystemExit(2) from None
    finally:
        # What Python tidies up on its way out needs no comment on a late Ctrl-C.
        if "nhnorm_xlsx.interruption" in sys.modules:
            sys.modules["nhnorm_xlsx.interruption"].ignore()


if __name__ == "__main__":
    main()
