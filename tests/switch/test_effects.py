"""The switch has a way to carry out every effect."""

import subprocess
import sys
from typing import get_args

from designer.runtime.effects import Effect

CARRIED_OUT = """
import sys, types
sys.modules["KSR"] = types.ModuleType("KSR")  # there is one only within Kamailio
from switch.effects import EffectRunner
print(*(each.__name__ for each in EffectRunner.__dict__["_do"].dispatcher.registry))
"""


def test_every_effect_can_be_carried_out():
    run = subprocess.run([sys.executable, "-c", CARRIED_OUT], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) - {"object"} == {each.__name__ for each in get_args(Effect)}
