"""A Celery application whose every task places a call; the parent of its workers has made one before."""

from __future__ import annotations

import os
from typing import Any

import mycpaas
from celery import Celery
from celery.signals import worker_shutdown
from support.fault_server import CREATE

folder = os.environ["CELERY_FOLDER"]
app = Celery("tasks", broker="filesystem://", backend=f"file://{folder}/results")
app.conf.broker_transport_options = {
    "data_folder_in": f"{folder}/queue",
    "data_folder_out": f"{folder}/queue",
    "control_folder": f"{folder}/control",
    "polling_interval": 0.01,
}
app.conf.broker_connection_retry_on_startup = True

client = mycpaas.Client()
client.calls.create(**CREATE)


@app.task
def create() -> tuple[str, int]:
    return client.calls.create(**CREATE).sid, os.getpid()


@worker_shutdown.connect
def in_the_parent(**_: Any) -> None:
    """Shows that the parent's own client still works."""
    client.calls.create(**CREATE)
