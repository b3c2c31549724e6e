"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nhnorm_xlsx import policy


@pytest.fixture(autouse=True, scope="session")
def _five_is_the_minimum() -> Iterator[None]:
    """The examples in the tests are drawn for groups of five, whatever people decide on."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(policy, "SMALLEST", 5)
        yield
