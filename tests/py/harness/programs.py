"""Programs of this workspace, built by cargo."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

WORKSPACE = Path(__file__).parents[3]
PACKAGES = {"fault-server": "mycpaas-tests", "mycpaas-simulator": "mycpaas-simulator"}


def build() -> dict[str, Path]:
    """Builds what is not built yet, and says where each program is."""
    command = [
        os.environ.get("CARGO", "cargo"),
        "build",
        "--locked",
        "--message-format=json-render-diagnostics",
    ]
    for program, package in PACKAGES.items():
        command += ["--package", package, "--bin", program]
    built = subprocess.run(command, cwd=WORKSPACE, stdout=subprocess.PIPE, check=True, text=True, timeout=900)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    found = {
        message["target"]["name"]: message.get("executable") for message in messages if "target" in message
    }
    return {program: Path(found[program]) for program in PACKAGES}
