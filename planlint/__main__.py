"""`python -m planlint` is the same as `planlint`."""

from planlint.cli.main import entry

if __name__ == "__main__":
    entry()
