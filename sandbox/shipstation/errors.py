"""One refusal, said in V1's and in V2's own words.

V1 answers 500 with an exception text where a carrier or the account refuses a label:
a client that repeats every 500 buys the same label again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sandbox.contracts.shapes import Problem

Json = dict[str, Any]


@dataclass
class Refusal(Exception):
    """`kind`: invalid, missing (no such thing), conflict, carrier, account."""

    kind: str
    message: str
    code: str = "invalid_field_value"
    field: str = ""

    @property
    def v1_status(self) -> int:
        return {"invalid": 400, "conflict": 400, "missing": 404}.get(self.kind, 500)

    @property
    def v2_status(self) -> int:
        return 404 if self.kind == "missing" else 400

    def v1_body(self) -> Json:
        if self.kind == "invalid":
            return invalid_v1({f"request.{self.field}": [self.message]})
        if self.v1_status == 500:
            return exception_v1(self.message)
        return {"Message": self.message}

    def v2_error(self) -> Json:
        kinds = {"carrier": "business_rules", "account": "account_status"}
        return {
            "error_source": "carrier" if self.kind == "carrier" else "ShipStation",
            "error_type": kinds.get(self.kind, "validation"),
            "error_code": self.code,
            "message": self.message,
        }


def not_found(what: str, reference: object) -> Refusal:
    return Refusal(
        "missing", f"{what} '{reference}' could not be found.", "invalid_identifier"
    )


def invalid_v1(model_state: dict[str, list[str]]) -> Json:
    return {"Message": "The request is invalid.", "ModelState": model_state}


def exception_v1(message: str) -> Json:
    return {
        "Message": "An error has occurred.",
        "ExceptionMessage": message,
        "ExceptionType": "SS.OpenApi.OpenApiException",
        "StackTrace": None,
    }


def problems_v1(problems: list[Problem]) -> Json:
    """The contract's findings as ASP.NET reports them."""
    state: dict[str, list[str]] = {}
    for problem in problems:
        state.setdefault(f"request.{problem.where}".rstrip("."), []).append(
            _sentence(problem)
        )
    return invalid_v1(state)


def problems_v2(problems: list[Problem]) -> list[Json]:
    codes = {"missing": "field_value_required", "type": "invalid_field_value"}
    return [
        {
            "error_source": "ShipStation",
            "error_type": "validation",
            "error_code": _code_v2(problem, codes),
            "message": _sentence(problem),
        }
        for problem in problems
    ]


def _code_v2(problem: Problem, codes: dict[str, str]) -> str:
    if problem.kind == "missing" and not problem.where:
        return "request_body_required"
    return codes.get(problem.kind, "invalid_field_value")


def _sentence(problem: Problem) -> str:
    if problem.kind == "missing" and problem.where:
        return f"The {problem.where} field is required."
    return str(problem)
