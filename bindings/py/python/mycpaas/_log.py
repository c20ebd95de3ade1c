"""What happens in requests, for `logging`."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Context
    from logging import Logger

    from mycpaas._native import _LogRecord

# Of `logging`, which is not imported for this.
_LEVELS = (10, 20, 30, 40)

_logger: Logger | None = None


def level() -> int | None:
    """The level from which on somebody wants to hear; nothing where nobody does.

    Nobody does in a program that has not imported `logging`.
    """
    global _logger  # noqa: PLW0603
    logger = _logger
    if logger is None:
        get_logger = getattr(sys.modules.get("logging"), "getLogger", None)
        if get_logger is None:
            return None
        logger = _logger = get_logger("mycpaas")
    for number in _LEVELS:
        if logger.isEnabledFor(number):
            return number
    return None


def emit(record: _LogRecord, context: Context | None = None) -> None:
    """Hands a record to the logger, in the context of the task that made the request, if there is one.

    What goes through everything, such as what Ctrl-C raises, goes through here.
    """
    if _logger is None:
        return
    number, message, fields = record
    try:
        if context is None:
            _logger.log(number, "%s", message, extra=fields)
        else:
            context.run(_logger.log, number, "%s", message, extra=fields)
    except Exception:  # noqa: BLE001 - a handler that fails does not fail the request
        import logging

        # As `logging` does itself where a handler tells that it failed.
        logging.Handler().handleError(logging.makeLogRecord({"msg": message, "levelno": number}))
