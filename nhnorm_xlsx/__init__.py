"""Send out a locked Excel self-assessment, take it back in, and compare the answers."""

from __future__ import annotations

# As in `typing`, which takes longer to load than all that stands here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from nhnorm_xlsx.dataset import load_dataset as load_dataset

__version__ = "0.1.0"
__all__ = ["__version__", "load_dataset"]


def __getattr__(name: str) -> object:
    # pandas takes half a second to import; only who asks for the dataset pays for it.
    if name == "load_dataset":
        from nhnorm_xlsx.dataset import load_dataset

        return load_dataset
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
