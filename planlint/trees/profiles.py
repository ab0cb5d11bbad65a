"""The maps that are shipped with the program, for tables that everybody has."""

from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "profiles"


def profile_names() -> list[str]:
    """Return the names of all maps there are, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def profile_bytes(name: str) -> bytes:
    """Return the TOML of a map by one of these names."""
    return (_FOLDER / f"{name}.toml").read_bytes()
