"""Dimensions of drawings: the flow that a call went through, and the blocks and outlets that it came to."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from flask_babel import lazy_gettext as _

from app.figures.columns import Column, ranked
from app.figures.dimensions.dimension import Choices, Codes, Dimension, calls_with
from app.figures.loading import Loaded, Mask
from app.figures.once import once
from app.ports.flows import Drawing, Programs, drawing_of, flows

NO_FLOW = 0
SEPARATOR = ":"
STEP = 1_000_000
"""More than there are different ways in a company's facts: a block's code is its flow's ID times this, plus a way."""


def _flow_codes(data: Loaded) -> Column:
    """Return the ID of the flow of each call, NO_FLOW for none."""
    return data.derived("flow", lambda: _flows_of(data))


def _flows_of(data: Loaded) -> Column:
    programs, numbers = data.column("call", "program"), data.column("call", "number")
    program, program_at = ranked(programs)
    number, number_at = ranked(numbers)
    known, texts = _programs(), data.texts([*program.tolist(), *number.tolist()])
    flow = np.zeros((len(program), len(number)), dtype=np.int64)
    for row, name in enumerate(program.tolist()):
        for column, called in enumerate(number.tolist()):
            flow[row, column] = known.flow_of(texts.get(name, ""), texts.get(called, "")) or NO_FLOW
    found: Column = flow[program_at, number_at]
    return found


def _programs() -> Programs:
    """Return the flows and programs of the company in force."""
    return once("programs", flows().programs)


def _flow_texts(_data: Loaded, codes: Sequence[int]) -> Mapping[int, str]:
    return {code: str(int(code)) for code in codes if code != NO_FLOW}


def _flow_mask(data: Loaded, values: Sequence[str]) -> Mask:
    return np.isin(_flow_codes(data), [int(value) for value in values if value.isdecimal()])


def _flow_choices() -> Choices:
    return [(str(flow_id), name) for flow_id, name in _programs().names.items()]


def _flow_name(value: str) -> str | None:
    return dict(_flow_choices()).get(value)


def _block_codes(data: Loaded) -> Codes:
    """Return for each way the flow of its call, and the first way from the same block."""
    ways, calls = data.column("way", "way"), data.column("way", "call")
    way, way_at = ranked(ways)
    blocks = _blocks_of(data, way)
    first = {block: place for place, block in reversed(list(enumerate(blocks)))}
    block_at = np.asarray([first[block] for block in blocks], dtype=np.int64)
    flow = _flow_codes(data)[calls]
    codes = flow * STEP + block_at[way_at]
    return Codes(codes[flow != NO_FLOW], calls[flow != NO_FLOW])


def _block_texts(data: Loaded, codes: Sequence[int]) -> Mapping[int, str]:
    blocks = _blocks_of(data, ranked(data.column("way", "way"))[0])
    return {code: f"{int(code) // STEP}{SEPARATOR}{blocks[int(code) % STEP]}" for code in codes}


def _blocks_of(data: Loaded, ways: Column) -> list[str]:
    texts = data.texts(ways.tolist())
    return [texts[number].partition("\t")[0] for number in ways.tolist()]


def _block_mask(data: Loaded, values: Sequence[str]) -> Mask:
    found = np.zeros(data.count, dtype=bool)
    for value in values:
        flow_id, block, outlet = _parts(value)
        in_flow = _flow_codes(data) == flow_id
        found |= in_flow & calls_with(data, "way", _ways_mask(data, in_flow, block, outlet))
    return found


def _ways_mask(data: Loaded, in_flow: Mask, block: str, outlet: str) -> Mask:
    """Return the ways from *block*, only those by *outlet* if there is one, as each version of the drawing has it."""
    ways, calls = data.column("way", "way"), data.column("way", "call")
    different = ranked(ways)[0]
    texts = data.texts(different.tolist())
    from_block = {number: text for number, text in texts.items() if text.partition("\t")[0] == block}
    if not outlet:
        return np.isin(ways, list(from_block))
    found = np.zeros(len(ways), dtype=bool)
    programs = data.column("call", "program")
    for program in ranked(programs[in_flow])[0].tolist():
        drawing = drawing_of(data.texts([program]).get(program, ""))
        hits = [number for number, text in from_block.items() if drawing and outlet_of(drawing, text) == outlet]
        found |= np.isin(ways, hits) & (programs[calls] == program)
    return found


def outlet_of(drawing: Drawing, way: str) -> str:
    """Return the outlet by which a step leaves its block; "" if nobody can tell, or the call went no further."""
    block, outcome, target = way.split("\t")
    return drawing.outlets.outlet(block, outcome, target) if target else ""


def _parts(value: str) -> tuple[int, str, str]:
    flow_id, _colon, rest = value.partition(SEPARATOR)
    block, _colon, outlet = rest.partition(SEPARATOR)
    return int(flow_id) if flow_id.isdecimal() else NO_FLOW, block, outlet


def _drawings() -> Iterator[tuple[int, str, Drawing]]:
    """Yield the newest drawing of each flow."""
    known = _programs()
    newest = {flow_id: program for program, flow_id in known.versions}
    for flow_id, name in known.names.items():
        number = next((number for number, leads in known.leads.items() if leads == flow_id), "")
        drawing = drawing_of(newest[flow_id], number) if flow_id in newest else None
        if drawing:
            yield flow_id, name, drawing


def _block_choices() -> Choices:
    """Return all blocks of the newest drawings, and their outlets."""
    found = []
    for flow_id, name, drawing in _drawings():
        for block, label in drawing.labels.items():
            if block in {each["id"] for each in drawing.graph["nodes"]}:
                found.append((f"{flow_id}{SEPARATOR}{block}", f"{name} · {label}"))
                found += [
                    (f"{flow_id}{SEPARATOR}{block}{SEPARATOR}{outlet}", f"{name} · {label} → {outlet}")
                    for outlet in _outlets(drawing, block)
                ]
    return found


def _outlets(drawing: Drawing, block: str) -> list[str]:
    wires = drawing.outlets.graph.wires if drawing.outlets.graph else {}
    return [outlet for (source, outlet) in wires if source == block]


def _block_text(value: str) -> str | None:
    """Return what people call a block in any version of its flow."""
    flow_id, block, outlet = _parts(value)
    known = _programs()
    if flow_id not in known.names:
        return None
    for program, of in reversed(known.versions):
        drawing = drawing_of(program) if of == flow_id else None
        if drawing and block in drawing.labels:
            label = f"{known.names[flow_id]} · {drawing.labels[block]}"
            return f"{label} → {outlet}" if outlet else label
    return None


DIMENSIONS = (
    Dimension(
        name="flow",
        label=_("Flow"),
        codes=lambda data: Codes(_flow_codes(data)),
        texts=_flow_texts,
        mask=_flow_mask,
        choices=_flow_choices,
        text=_flow_name,
        is_ordered=False,
    ),
    Dimension(
        name="block",
        label=_("Block"),
        filter="block",
        codes=_block_codes,
        texts=_block_texts,
        mask=_block_mask,
        choices=_block_choices,
        text=_block_text,
        is_ordered=False,
    ),
)
