"""The exchange's own sounds, made once for all tests of a run."""

import os
import shutil
from functools import cache
from pathlib import Path

from filelock import FileLock

from app import create_app
from app.voice.system_sounds import system_prompts
from config import Config
from tests.run_folder import run_folder


@cache
def made_once() -> Path:
    """The folder of the sounds; the secret key of an installation is beside it."""
    config = Config.from_env({"ZENTRALE_HOME": str(run_folder())})
    with FileLock(config.home / "lock"):
        config.prompts_dir.mkdir(exist_ok=True)
        with create_app(config, testing=True).app_context():
            system_prompts()
    return config.prompts_dir


def link_sounds(source: Path, target: Path) -> None:
    """The files of sounds are linked, as nobody changes one, or copied to another disk; what lists them is a copy."""
    shutil.copytree(source, target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    if source.endswith(".json") or os.stat(source).st_dev != os.stat(Path(target).parent).st_dev:
        shutil.copy(source, target)
    else:
        os.link(source, target)
