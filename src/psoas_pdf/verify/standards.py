"""PDF/UA-1 and PDF/A-2a by a validator, where it is installed."""

from __future__ import annotations

from collections import Counter

from psoas_pdf.verify import validator
from psoas_pdf.verify.findings import Findings, counted

PROFILES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
BOTH = " and ".join(PROFILES.values())
PACKAGE = "page-validation"
LONGEST = 300.0
"""Seconds; a deck of a thousand cards takes ten."""
MOST_LETTERS = 120


def check_standards(data: bytes, findings: Findings) -> bool:
    """Whether the validator is there.  It says for each rule how often it is broken."""
    import json
    import subprocess
    import sys

    # -P: a file of that name in the folder that somebody happens to be in is not the validator.
    command = [sys.executable, "-P", validator.__file__, *PROFILES]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        findings.error(0, f"{BOTH} can't be checked: the validator takes longer than {LONGEST:g} seconds")
        return True
    if done.returncode == validator.NOT_INSTALLED:
        return False
    if done.returncode:
        findings.error(0, f"{BOTH} can't be checked: the validator gave up on this file")
        return True
    for profile, said in json.loads(done.stdout).items():
        _tell(PROFILES[profile], said, findings)
    return True


def _tell(name: str, said: list[list[str]] | str, findings: Findings) -> None:
    if isinstance(said, str):
        findings.error(0, f"{name} can't be checked: {' '.join(said.split())[:MOST_LETTERS]}")
        return
    for (rule, message), times in sorted(Counter([(rule, message) for rule, message in said]).items()):
        often = f", {counted(times, 'time')}" if times > 1 else ""
        findings.error(0, f"{name} {rule}{often}: {' '.join(message.split()).rstrip('.')}")
