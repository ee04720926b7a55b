"""Trading's refusals: Ack, Errors, codes. HTTP stays 200, as with the real gateway."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

#: code -> [short, long]: `known` was seen in public reports of real answers,
#: `unverified` is the sandbox's best guess
_TEXTS = json.loads(Path(__file__).with_name("errors.json").read_text())
TEXTS: dict[str, list[str]] = {**_TEXTS["known"], **_TEXTS["unverified"]}


class TradingError(Exception):
    def __init__(self, code: str, *values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def body(self) -> dict[str, Any]:
        short, long = TEXTS[self.code]
        return {
            "ShortMessage": self._filled(short),
            "LongMessage": self._filled(long),
            "ErrorCode": self.code,
            "SeverityCode": "Error",
            "ErrorParameters": [
                {"@ParamID": str(number), "Value": value}
                for number, value in enumerate(self.values)
            ],
            "ErrorClassification": (
                "SystemError" if self.code == "10007" else "RequestError"
            ),
        }

    def _filled(self, text: str) -> str:
        for number, value in enumerate(self.values):
            text = text.replace(f"{{{number}}}", value)
        return text
