"""The call-flow language: a drawing in, a program or diagnostics out, and what the program means.

Pure Python: nothing here imports Flask, a database, the network or ``app``.
"""

from designer.catalog import describe
from designer.compiler import Result, compile_flow
from designer.diagnostics import Diagnostic
from designer.extension import callback_program, extension_program
from designer.graph import MAX_BYTES
from designer.program import Program
from designer.script import Script, ScriptError, presses
from designer.simulate import Trace, simulate
from designer.variables import variables
from designer.verify import verify
from designer.verifying.report import VerifyOptions

__all__ = [
    "MAX_BYTES",
    "Diagnostic",
    "Program",
    "Result",
    "Script",
    "ScriptError",
    "Trace",
    "VerifyOptions",
    "callback_program",
    "compile_flow",
    "describe",
    "extension_program",
    "presses",
    "simulate",
    "variables",
    "verify",
]
