"""Puts what stands at the top of the repository and is read by the program into the wheel."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

# The one norm definition, and what the page says is new.
FROM_TOP = ("norm_definition.csv", "CHANGELOG.md")


class BuildWithTop(build_py):
    """The package, with these files inside it."""

    def run(self) -> None:
        """Build as usual, then copy them (not when linked to a checkout)."""
        super().run()
        if not self.editable_mode:
            for name in FROM_TOP:
                self.copy_file(name, str(Path(self.build_lib) / "nhnorm_xlsx" / name))


setup(cmdclass={"build_py": BuildWithTop})
