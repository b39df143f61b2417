"""Prints figures about the code, one JSON line each: `make house`, or `make house AT=path` for another checkout.

What a linter can refuse is in `make lint`; these are counts that should fall (or rise) from release to release.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

PRODUCT = ("app", "designer", "switch", "config.py", "config_values.py")
NO_SENTENCE = "D100,D101,D102,D103,D104,D106,D400,D401,D403,D419"
"""Docstrings that are missing or empty, don't begin with a capital letter and a verb, or have no full stop."""

NO_VERBS = {
    *(
        "a",
        "all",
        "an",
        "and",
        "as",
        "at",
        "by",
        "each",
        "every",
        "for",
        "from",
        "how",
        "in",
        "it",
        "its",
        "none",
        "of",
    ),
    *(
        "on",
        "one",
        "or",
        "the",
        "those",
        "to",
        "what",
        "whatever",
        "where",
        "whether",
        "which",
        "who",
        "whoever",
        "why",
    ),
}
"""Words at the beginning of a function's docstring that ruff lets pass, as it knows only verbs in other forms."""

Trees = dict[Path, ast.Module]


def parsed(top: Path) -> Trees:
    """Return the syntax tree of each module of the product, by its path below *top*."""
    places = [top / name for name in PRODUCT if (top / name).exists()]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*.py"))]
    return {path.relative_to(top): ast.parse(path.read_text("utf-8")) for path in sorted(files)}


def below(trees: Trees, *folders: str) -> Trees:
    """Return the modules in these folders alone."""
    return {path: tree for path, tree in trees.items() if path.parts[0] in folders}


def nodes(trees: Trees) -> Iterator[ast.AST]:
    """Yield every node of these trees."""
    for tree in trees.values():
        yield from ast.walk(tree)


def string_subscripts(trees: Trees) -> int:
    """Count `something["name"]`, which the type checker sees only where a TypedDict says what is in it."""
    found = (node.slice for node in nodes(trees) if isinstance(node, ast.Subscript))
    return sum(isinstance(key, ast.Constant) and isinstance(key.value, str) for key in found)


def op_classes(trees: Trees) -> tuple[set[str], set[Path]]:
    """Return the names of the flow language's ops, and the files that may know them."""
    homes = {path for path in trees if path.parts[-2:-1] == ("ops",) and path.parts[0] == "designer"}
    old = {path for path in trees if path == Path("designer/program.py")}
    classes = [node for path in old or homes for node in trees[path].body if isinstance(node, ast.ClassDef)]
    is_op = {node.name for node in classes if old or any(_base(base) in OP_BASES for base in node.bases)}
    return is_op - {"Program"}, homes | old


OP_BASES = {"Op", "Instant", "Leaving", "Waiting"}


def _base(node: ast.expr) -> str:
    return ast.unparse(node).partition("[")[0].rpartition(".")[2]


def lists_of_ops(trees: Trees) -> int:
    """Count the places outside the ops' own files that name an op by its class to tell it from others."""
    names, homes = op_classes(trees)
    outside = {path: tree for path, tree in trees.items() if path not in homes and "nodes" not in path.parts}
    return sum(_tells_ops_apart(node, names) for node in nodes(outside))


def _tells_ops_apart(node: ast.AST, names: set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
            return bool(_named(kinds) & names)
        case ast.MatchClass(cls=kind):
            return bool(_named(kind) & names)
        case ast.Tuple() | ast.Set() | ast.List():
            return len({each.id for each in node.elts if isinstance(each, ast.Name)} & names) > 1
        case ast.Dict():
            return len({each.id for each in node.keys if isinstance(each, ast.Name)} & names) > 1
    return False


def _named(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def public(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the module, and its classes, functions and methods whose names have no underscore in front."""
    yield tree
    waiting = list(tree.body)
    for node in waiting:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
            waiting += node.body if isinstance(node, ast.ClassDef) else []


def sentences(top: Path, trees: Trees) -> float:
    """Return the share of public modules, classes and functions whose docstring is a sentence with a verb, in %."""
    of_all = {(path, _place(node)): _first_word(node) for path, tree in trees.items() for node in public(tree)}
    lacking = {place for place, word in of_all.items() if word in NO_VERBS} | _found_by_ruff(top, trees)
    return round(100 * (1 - len(lacking & of_all.keys()) / len(of_all)), 1)


def _place(node: ast.AST) -> int:
    """Return the line on which a class or function begins; 0 is the module's."""
    return getattr(node, "lineno", 0)


def _first_word(node: ast.AST) -> str:
    """Return how a function's docstring begins, in lower case; "" for what is no function or has none."""
    words = (ast.get_docstring(node) or "").split() if isinstance(node, ast.FunctionDef) else []
    return words[0].lower().strip(",.:") if words else ""


def _found_by_ruff(top: Path, trees: Trees) -> set[tuple[Path, int]]:
    ruff = [Path(sys.executable).with_name("ruff"), "check", "--isolated", "--select", NO_SENTENCE, "--exit-zero"]
    command = [*ruff, "--no-cache", "--output-format", "json", *(top / path for path in trees)]
    found = set()
    for each in json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout):
        path, row = Path(each["filename"]).relative_to(top), each["location"]["row"]
        found.add((path, 0 if each["code"] == "D100" else _owner(trees[path], row)))
    return found


def _owner(tree: ast.Module, row: int) -> int:
    """Return the place of what has its name or its docstring on this line."""
    for node in public(tree):
        docstring = node.body[0].lineno if node.body and isinstance(node.body[0], ast.Expr) else None
        if row in (_place(node), docstring):
            return _place(node)
    return -1


def lines(top: Path, trees: Trees, pattern: str) -> int:
    """Count what *pattern* finds in the source."""
    return sum(len(re.findall(pattern, (top / path).read_text("utf-8"))) for path in trees)


def figures(top: Path) -> dict[str, float]:
    """Return each figure of the checkout *top* by its name."""
    trees = parsed(top)
    app = below(trees, "app")
    return {
        "modules in app": len(app),
        "loose modules in app": sum(len(path.parts) == 2 and path.name != "__init__.py" for path in app),
        "string subscripts in designer": string_subscripts(below(trees, "designer")),
        "string subscripts in switch": string_subscripts(below(trees, "switch")),
        "dict[str, Any] and JsonObject": lines(top, trees, r"\bdict\[str, Any\]|\bJsonObject\b"),
        "places that tell ops apart": lists_of_ops(below(trees, "designer")),
        "docstrings that are sentences, %": sentences(top, trees),
        "cast(": lines(top, trees, r"\bcast\("),
        "app.extensions": lines(top, trees, r"\bextensions(?:\[|\.(?:get|setdefault)\()"),
        "type: ignore": lines(top, trees, r"# type: ignore"),
        "longest file, lines": max(len((top / path).read_text("utf-8").splitlines()) for path in trees),
    }


if __name__ == "__main__":
    for name, value in figures(Path(sys.argv[1] if sys.argv[1:] else ".").resolve()).items():
        sys.stdout.write(json.dumps({"figure": name, "value": value}) + "\n")
