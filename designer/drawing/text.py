"""A program as readable text: what people review, and what the golden flows hold."""

from designer.runtime.program import OPS, Branch, Op, Program


def readable(program: Program) -> str:
    lines = [f"start {program.entry}"]
    for name, ops in sorted(program.blocks.items()):
        lines += ["", f"{name}:", *(f"    {_line(op)}" for op in ops)]
    return "\n".join(lines) + "\n"


def _line(op: Op) -> str:
    if isinstance(op, Branch):
        return "branch " + ", ".join(f"{outcome or 'always'} -> {block}" for outcome, block in op.targets)
    values = OPS.to_json(op)
    words = [f"{name}={value}" for name, value in values.items() if name != "op" and value not in ("", ())]
    return " ".join([values["op"], *words])
