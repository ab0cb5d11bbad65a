"""The house as it is meant to be found: folders that can be looked through, and names with one meaning."""

import ast
from collections import defaultdict
from pathlib import Path

import planlint

HOUSE = Path(planlint.__file__).parent
# One file for each thing of an open list: rules, commands and their arguments.
OPEN_LISTS = {"rules", "commands", "arguments"}


def modules():
    return [path for path in sorted(HOUSE.rglob("*.py")) if path.name != "__init__.py"]


def test_no_folder_has_more_modules_than_fit_on_a_screen():
    counts = defaultdict(int)
    for path in modules():
        if not OPEN_LISTS & set(path.relative_to(HOUSE).parts):
            counts[path.parent.relative_to(HOUSE).as_posix()] += 1
    assert {folder: count for folder, count in counts.items() if count > 16} == {}


def test_the_name_of_a_class_has_one_meaning():
    places = defaultdict(list)
    for path in modules():
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(HOUSE).as_posix())
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_every_module_says_first_what_it_is_for():
    silent = [path for path in HOUSE.rglob("*.py") if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []
