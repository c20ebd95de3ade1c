"""Programs of this workspace, built by cargo."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

WORKSPACE = Path(__file__).parents[4]


def build(package: str, binary: str) -> Path:
    """Builds a program if it is not built yet, and says where it is."""
    command = [
        os.environ.get("CARGO", "cargo"),
        "build",
        "--locked",
        "--message-format=json-render-diagnostics",
    ]
    command += ["--package", package, "--bin", binary]
    built = subprocess.run(command, cwd=WORKSPACE, stdout=subprocess.PIPE, check=True, text=True, timeout=900)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    found = [message["executable"] for message in messages if message.get("executable")]
    return Path(found[-1])
