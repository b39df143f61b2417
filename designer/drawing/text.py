"""Writes a program as readable text: what people review, and what the golden flows hold."""

from designer.runtime.op import Op
from designer.runtime.op_types import OPS
from designer.runtime.program import Program


def readable(program: Program) -> str:
    """Return the program as text, one op a line."""
    lines = [f"start {program.entry}"]
    for name, ops in sorted(program.blocks.items()):
        lines += ["", f"{name}:", *(f"    {_line(op)}" for op in ops)]
    return "\n".join(lines) + "\n"


def _line(op: Op) -> str:
    values = OPS.to_json(op)
    if targets := op.jumps():
        return f"{values['op']} " + ", ".join(f"{outcome or 'always'} -> {block}" for outcome, block in targets)
    words = [f"{name}={value}" for name, value in values.items() if name != "op" and value not in ("", ())]
    return " ".join([values["op"], *words])
