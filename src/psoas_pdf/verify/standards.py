"""PDF/UA-1 and PDF/A-2a by a validator, where it is installed."""

from __future__ import annotations

from collections import Counter

from psoas_pdf.verify.findings import Findings, counted

PROFILES = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
PACKAGE = "page-validation"


def check_standards(data: bytes, findings: Findings) -> bool:
    """Whether the validator is there.  It says for each rule how often it is broken."""
    try:
        import page
    except ImportError:
        return False
    for profile, name in PROFILES.items():
        try:
            report = page.validate_pdf_bytes(data, profile=profile)
        except page.PageError as error:
            told = " ".join(str(error).split())[:120]
            findings.error(0, f"{name} can't be checked: {told}")
            continue
        count = Counter((f.rule_id, f.message) for f in report.failures)
        for (rule, message), times in sorted(count.items()):
            often = f", {counted(times, 'time')}" if times > 1 else ""
            findings.error(0, f"{name} {rule}{often}: {' '.join(message.split()).rstrip('.')}")
        if not report.is_compliant and not count:
            findings.error(0, f"{name} is not met")
    return True
