"""Puts `norm_definition.csv`, which stands at the top of the repository, into the wheel."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

DEFINITION = "norm_definition.csv"


class BuildWithDefinition(build_py):
    """The package, with the one norm definition inside it."""

    def run(self) -> None:
        """Build as usual, then copy the definition (not when linked to a checkout)."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib) / "nhnorm_xlsx" / DEFINITION
            self.copy_file(DEFINITION, str(target))


setup(cmdclass={"build_py": BuildWithDefinition})
