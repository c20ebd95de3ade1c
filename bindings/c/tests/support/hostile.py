"""Writes a program that gives every function `NULL` for each pointer in turn, and texts that are no UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from support.header import Function, Parameter

# How a valid argument of a type is made, and freed unless the function does that.
MADE = {
    "config": "mycpaas_config_new()",
    "options": "mycpaas_options_new()",
    "cancel_token": "mycpaas_cancel_token_new()",
    "call_params": "new_params()",
    "update_params": "new_update()",
    "list_params": "mycpaas_list_params_new()",
    "wait_params": "mycpaas_wait_params_new()",
    "request_params": 'mycpaas_request_params_new("GET", "Calls.json")',
    "client": "new_client()",
    "queue": "new_queue()",
    "call": "new_call()",
    "page": "new_page()",
    "response": "new_response()",
    "call_list": "new_list()",
    "error": "new_error()",
    "metadata": "mycpaas_call_metadata(shared_call)",
    "log_record": "NULL",
    "laml": "new_laml()",
    "laml_check_settings": "mycpaas_laml_check_settings_new()",
    "laml_findings": "new_findings()",
    "webhook": "new_webhook(STATUS)",
    "event": "parsed(STATUS)",
    "signature_validator": 'new_validator("12345")',
    "verdict": "new_verdict()",
    "signature": "new_signature()",
    "call_tracker": "mycpaas_call_tracker_new()",
    "recorded": "new_recorded()",
    "tracked_call": "new_tracked_call()",
}
# They belong to other objects.
BORROWED = {"metadata", "log_record"}
TEXT = "const char *"
# A document that cannot be read is a finding.
READS_ANYTHING = {"mycpaas_laml_check_document"}
# Anybody can send these, so that they are no mistake of the program. What has to become of them.
FROM_THE_NETWORK = {
    ("mycpaas_webhook_add_header", "name"): "kept",
    ("mycpaas_webhook_add_header", "value"): "kept",
    ("mycpaas_webhook_add_header_n", "name"): "kept",
    ("mycpaas_webhook_add_header_n", "value"): "kept",
    ("mycpaas_event_parse", "content_type"): "unreadable",
    ("mycpaas_event_parse_query", "query"): "unreadable",
    ("mycpaas_event_parse_query_n", "query"): "unreadable",
}
NUMBERS = {"bool": "true", "double": "1.0"}


def program(functions: list[Function]) -> str:
    """The whole program."""
    calls = "\n".join(call for function in functions for call in cases(function))
    return (
        f'#include "hostile.h"\n\nint main(void) {{\n    begin();\n{calls}\n    end();\n    return 0;\n}}\n'
    )


def cases(function: Function) -> list[str]:
    pointers = [index for index, parameter in enumerate(function.parameters) if parameter.is_pointer]
    texts = [index for index in pointers if function.parameters[index].type == TEXT]
    given = [(index, "NULL") for index in pointers] + [(index, '"\\xff\\xfe"') for index in texts]
    return [case(function, index, value) for index, value in given]


def case(function: Function, wrong: int, value: str) -> str:
    """One call, in a block of its own."""
    before: list[str] = []
    arguments: list[str] = []
    after: list[str] = []
    for index, parameter in enumerate(function.parameters):
        if index == wrong:
            arguments.append(value)
        else:
            argument(function, parameter, before, arguments, after)
    name = function.parameters[wrong].name
    call = f"{function.name}({', '.join(arguments)})"
    lines = [*before, *result(function, call, name, value), *after]
    return f"    {{ /* {function.name}: {name} */\n        " + "\n        ".join(lines) + "\n    }"


def argument(
    function: Function, parameter: Parameter, before: list[str], arguments: list[str], after: list[str]
) -> None:
    kind = parameter.type
    local = f"{parameter.name}_"
    if kind == TEXT:
        arguments.append('"inbound"' if parameter.name == "direction" else '"x"')
    elif kind in {"const char *const *", "const char * const *"}:
        arguments.append("texts")
    elif kind.endswith("**"):
        inner = kind[:-1].strip()
        before.append(f"{inner} {local} = NULL;")
        arguments.append(f"&{local}")
        owned = inner.removeprefix("mycpaas_").removesuffix("*").strip()
        if not inner.startswith("const"):
            after.append(f"mycpaas_{owned}_free({local});")
    elif kind.endswith("_callback"):
        arguments.append(f"on_{kind.removeprefix('mycpaas_').removesuffix('_callback')}")
    elif kind in {"void *", "const void *"}:
        arguments.append('"x"' if kind.startswith("const") else "NULL")
    elif kind.endswith("*"):
        name = kind.removeprefix("const ").removeprefix("mycpaas_").removesuffix("*").strip()
        const = "const " if name in BORROWED else ""
        before.append(f"{const}mycpaas_{name} *{local} = {MADE[name]};")
        arguments.append(local)
        if name not in BORROWED and function.name != f"mycpaas_{name}_free":
            after.append(f"mycpaas_{name}_free({local});")
    else:
        arguments.append(NUMBERS.get(kind, "1"))


def result(function: Function, call: str, name: str, value: str) -> list[str]:
    """Looks at what comes back."""
    expected = not function.may_be_null(name) if value == "NULL" else function.name not in READS_ANYTHING
    if value != "NULL" and (function.name, name) in FROM_THE_NETWORK:
        return [f'{FROM_THE_NETWORK[function.name, name]}("{function.name}", "{name}", {call});']
    if function.returns == "mycpaas_error *":
        check = "refused" if expected else "allowed"
        return [f'{check}("{function.name}", "{name}", {call});']
    if function.returns == "const mycpaas_error *":
        return [f'refused_by_setter("{function.name}", "{name}", {str(expected).lower()}, {call});']
    if function.returns.startswith("const") or (
        function.returns.endswith("*") and "new" not in function.name
    ):
        return [f"(void){call};"]
    if function.returns.endswith("*"):
        return [f"{function.returns.removesuffix('*').strip()}_free({call});"]
    return [f"(void){call};"]
