"""Web addresses that are printed as QR codes: only https, and nothing about the person in them."""

from __future__ import annotations

from collections.abc import Iterable

from psoas_pdf.model.plan import Person
from psoas_pdf.problems import Problems
from psoas_pdf.source import short
from psoas_pdf.words import Words

SCHEME = "https://"
LONGEST = 1000
"""Characters; no code that can be read holds as many."""
LAST_PORT = 65535
LEAST_NAME = 3
"""Letters of a part of a name from which it is looked for: 'Jo' stands in too many words."""
MOST_PARTS = 6
"""Parts of a name or a reference that may stand apart in a link."""
_KEYS = """
    name firstname first lastname last surname forename person patient patientid client clientid member
    user username userid dob birth birthday birthdate born age sex gender email mail phone tel mobile address
    postcode zip nhs nhsnumber mrn ssn insurance diagnosis token session sessionid
"""
PERSONAL = frozenset(_KEYS.split())
"""Keys of a query that look as if they were about one person."""


def check_link(link: Words, person: Person, problems: Problems) -> bool:
    """Whether an address may be printed; what is wrong with it is reported where it is written.

    Who scans a code leaves its address with the owner of the site, and a sheet lies about for others to scan.  So
    an address is refused that has the person's name or reference in it, an e-mail address, or in its query a key
    such as `patient` or `email`.
    """
    wrong = _form(link)
    if wrong:
        problems.error(link.place, f"{short(link)} {wrong}", "write it as https://example.org/exercise")
        return False
    found = _personal(link, person)
    if found:
        hint = "use a link that is the same for everybody"
        problems.error(link.place, f"the link {short(link)} holds {found}, and anybody can scan it", hint)
        return False
    return True


def address_of(link: str) -> str:
    """The link as it is printed: without https:// and without a slash at its end."""
    return link[len(SCHEME) :].rstrip("/")


def _form(link: str) -> str:
    """What is wrong with its form, or ''."""
    if not link.lower().startswith(SCHEME):
        return "is not a link that begins with https://"
    if not (link.isascii() and link.isprintable()) or any(c in link for c in ' <>"{}|\\^`'):
        return "holds a character that a link can't have"
    host = link[len(SCHEME) :].split("/")[0].split("?")[0].split("#")[0]
    if "@" in host:
        return "holds a user name or a password"
    name, _, port = host.partition(":")
    parts = name.split(".")
    if len(parts) < 2 or not all(parts):
        return "names no website"
    if port and not (port.isdigit() and len(port) <= 5 and 0 < int(port) <= LAST_PORT):
        return "names a port that there isn't"
    return f"has more than {LONGEST} characters" if len(link) > LONGEST else ""


def _personal(link: str, person: Person) -> str:
    """What in it is about a person, or ''."""
    from urllib.parse import parse_qsl, unquote, urlsplit

    parts = urlsplit(link)
    rest = unquote(f"{parts.path} {parts.query} {parts.fragment}".replace("+", " ")).casefold()
    words = words_in(rest)
    together = "".join(words)
    runs = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, i + MOST_PARTS + 1)}
    for what, text in (("name", str(person.name)), ("reference", str(person.reference))):
        own = words_in(text.casefold())
        joined = "".join(own)
        named = what == "name" and any(len(word) >= LEAST_NAME and word in words for word in own)
        if named or joined in runs or (len(joined) > LEAST_NAME and joined in together):
            return f"the person's {what}"
    if any("@" in part[1:] and "." in part.rpartition("@")[2] for part in rest.replace("/", " ").split()):
        return "an e-mail address"
    for key, _ in parse_qsl(parts.query, keep_blank_values=True):
        if _is_personal(key.casefold()):
            return f"{short(key)}, which looks personal"
    return ""


def _is_personal(key: str) -> bool:
    parts: Iterable[str] = [*words_in(key), "".join(words_in(key))]
    return any(part in PERSONAL for part in parts)


def words_in(text: str) -> list[str]:
    """Its runs of letters and digits."""
    return "".join([c if c.isalnum() else " " for c in text]).split()
