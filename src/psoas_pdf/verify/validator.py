"""Run as a program of its own: a PDF on standard input, what the validator says of it as JSON on standard output.

The validator is native code and ends the process on some hostile files, so it never runs in ours.
"""

from __future__ import annotations

import json
import sys

NOT_INSTALLED = 3
"""Exit code."""
DEEPEST = 20_000
"""References in a row: the bookmarks of a deck are one long row, and the validator's own limit is 256."""


def main(profiles: list[str]) -> int:
    """Prints, by profile, rows of rule and message, or why there are none."""
    try:
        import page

        limits = page.SafetyLimits(max_reference_depth=DEEPEST)
    except (ImportError, AttributeError):  # AttributeError: another package of that name
        return NOT_INSTALLED
    data = sys.stdin.buffer.read()
    said: dict[str, list[list[str]] | str] = {}
    for profile in profiles:
        try:
            report = page.validate_pdf_bytes(data, profile=profile, limits=limits)
        except page.PageError as error:
            said[profile] = str(error)
        else:
            said[profile] = [[failure.rule_id, failure.message] for failure in report.failures]
            if not report.is_compliant and not report.failures:
                said[profile] = "it is not met, and no rule is named"
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
