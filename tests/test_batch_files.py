"""Names of people's files, files written one at a time, what killed runs left, and digests of inputs."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_pdf import inputs
from psoas_pdf.build import Order, Workshop
from psoas_pdf.cli import files
from psoas_pdf.cli.files import LONGEST_NAME, file_name, safe
from psoas_pdf.cli.people import people_parts
from psoas_pdf.library import Library
from psoas_pdf.problems import Problems
from psoas_pdf.ready import default_store

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names of devices on Windows, with any ending."""


# names


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("../../x", "x"),
        ("..\\..\\x", "x"),
        ("/etc/passwd", "etc-passwd"),
        ("C:\\x", "c-x"),
        ("CON", "con"),
        ("nul.txt", "nul-txt"),
        ("Sample...", "sample"),
        (" Sample\tPatient \n", "sample-patient"),
        ("-o", "o"),
        ("سارة مثال", "سارة-مثال"),
        ("प्रिया", "प्रिया"),
        ("Zoe\u0308", "zoë"),
        ("İ", "i\u0307"),
        ("a\u202eb\0c", "a-b-c"),
        ("́", "bc29390b"),
    ],
)
def test_parts_of_names_are_safe(name: str, part: str) -> None:
    assert safe(name) == part


def test_long_names_and_names_of_pictures_stay_different() -> None:
    for text in ("x" * 300, "é" * 300, "🙂 " * 300):
        assert len(safe(text).encode()) <= 48
        assert safe(text) != safe(text + "y")
    assert safe("🙂") != safe("🙃") != ""


@given(st.lists(st.text(), min_size=7, max_size=7))
def test_whole_names_are_safe_on_every_system(parts: list[str]) -> None:
    name = file_name("con", "nul", *parts)
    assert len(name.encode("utf-8")) <= LONGEST_NAME + len(".pdf")
    assert name.partition(".")[0] not in RESERVED
    assert not set(name) & set('/\\:*?"<>|\0\n ')
    assert not name.startswith((".", "-"))
    assert name.removesuffix(".pdf")[-1:] not in (".", " ")


def test_two_people_of_one_name() -> None:
    names = ["Ann Sample", "ANN  sample", "Ann Sample", "Ann Sample", "Bo"]
    parts = people_parts(names, ["A1", "A2", "", "", "B1"], [2, 3, 4, 5, 6])
    assert parts == ["ann-sample-a1", "ann-sample-a2", "ann-sample-row-4", "ann-sample-row-5", "bo"]


def test_one_reference_twice_and_a_name_that_looks_like_another_with_a_row() -> None:
    parts = people_parts(["A", "A", "A row 3"], ["7", "7", ""], [2, 3, 4])
    assert parts == ["a-row-2", "a-row-3", "a-row-3-row-4"]


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["A", "a", "ß", "SS", "é", "e\u0301", "a row 2", ""]), st.sampled_from(["", "1", "2"])
    )
)


@given(PEOPLE)
def test_no_two_people_have_one_file(people: list[tuple[str, str]]) -> None:
    names, references = [name for name, _ in people], [reference for _, reference in people]
    parts = people_parts(names, references, range(2, len(people) + 2))
    assert len({part.casefold() for part in parts}) == len(people)


# writing


def left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_written_from_its_parts_over_the_old_one(tmp_path: Path) -> None:
    place = tmp_path / "new" / "a.pdf"
    files.write(str(place), b"one", b"two")
    place.chmod(0o600)
    files.write(str(place), b"three")
    assert left(place.parent) == {"a.pdf": b"three"}
    assert place.stat().st_mode & 0o777 == 0o600


def test_what_fails_on_the_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(b"old")

    def stop() -> None:
        with files.written(str(place)) as stream:
            stream.write(b"half")
            stream.flush()
            (beside,) = set(left(tmp_path)) - {"a.pdf"}
            assert beside.startswith(".psoas-pdf-")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop()
    assert left(tmp_path) == {"a.pdf": b"old"}


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(files.NotMoved):
        files.write(str(tmp_path / "a.pdf"), b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_limit_on_files_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """As a full disk: the system takes some of the bytes and then no more."""
    code = (
        "import resource, sys; from psoas_pdf.cli import files\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "files.write(sys.argv[1], b'small')\n"
        "try: files.write(sys.argv[1], b'x' * 5000)\n"
        "except OSError as error: print(files.reason(error))\n"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True
    )
    assert out.stdout == os.strerror(errno.EFBIG) + "\n"
    assert left(tmp_path) == {"a.pdf": b"small"}


def gone() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_what_a_killed_run_left_is_swept_and_nothing_else(tmp_path: Path) -> None:
    machine, dead = files._machine(), gone()
    kept = [
        f".psoas-pdf-{machine}-{os.getpid()}-1.part",
        f".psoas-pdf-{machine}-{os.getppid()}-1.part",
        f".psoas-pdf-00000000-{dead}-1.part",
        f".other-{machine}-{dead}-1.part",
        f".psoas-pdf-{machine}-{dead}-1.pdf",
        ".psoas-pdf-x.part",
        "a.pdf",
    ]
    old = ".psoas-pdf-00000001-1-1.part"
    for name in (*kept, old, f".psoas-pdf-{machine}-{dead}-17.part"):
        (tmp_path / name).write_bytes(b"")
    os.utime(tmp_path / old, (0, 0))
    files.sweep(str(tmp_path))
    assert sorted(left(tmp_path)) == sorted(kept)
    files.sweep(str(tmp_path / "none"))


def test_a_single_plan_sweeps_too(tmp_path: Path) -> None:
    (tmp_path / f".psoas-pdf-{files._machine()}-{gone()}-1.part").write_bytes(b"")
    assert files.write_all([(str(tmp_path / "a.pdf"), b"x")], Problems())
    assert left(tmp_path) == {"a.pdf": b"x"}


# digests

PLAN = "title: Week\nexercises: [{exercise: lying-leg-raise}]\n"


def digest(folder: Path, plan: str = PLAN, *options: str, layout: str = "handout") -> str:
    (folder / "week.yaml").write_text(plan, encoding="utf-8")
    problems, library = Problems(), Library([str(folder)])
    workshop = Workshop(library, default_store())
    found = library.plan(str(folder / "week.yaml"), problems)
    assert found is not None
    chosen = workshop.chosen(Order(found, layout), problems)
    assert chosen is not None
    faces = workshop.faces(chosen.theme, problems)
    assert not len(problems)
    return inputs.of_all(library, found, chosen.layout, chosen.theme, faces, options)


def test_a_digest_tells_contents_and_not_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "exercises").mkdir(parents=True)
    (tmp_path / "elsewhere" / "data" / "exercises").mkdir(parents=True)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = digest(tmp_path)
    assert len(first) == inputs.LENGTH
    monkeypatch.chdir(tmp_path)
    assert digest(tmp_path / "elsewhere", f"\n# nothing\n{PLAN}") == first
    different = {
        first,
        digest(tmp_path, f"{PLAN}goal: walk\n"),
        digest(tmp_path, f"{PLAN}translations: {{de: {{title: Woche}}}}\n"),
        digest(tmp_path, f"{PLAN}translations: {{de: {{title: Wochen}}}}\n"),
        digest(tmp_path, PLAN, "print"),
        digest(tmp_path, PLAN, layout="cards"),
    }
    (tmp_path / "data" / "exercises" / "mine.yaml").write_text("id: mine\n", encoding="utf-8")
    different.add(digest(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    different.add(digest(tmp_path))
    assert len(different) == 8


def test_a_logo_is_in_the_digest(tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="10"/>'
    (tmp_path / "data").mkdir()
    seen = set()
    for width in (10, 11):
        (tmp_path / "logo.svg").write_text(logo.format(width), encoding="utf-8")
        seen.add(digest(tmp_path, f"{PLAN}clinic: {{name: Sample Clinic, logo: logo.svg}}\n"))
    assert len(seen) == 2


def test_nothing_of_an_anonymous_person_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    of = {name: digest(tmp_path, f"{PLAN}anonymous: true\nperson: {{name: {name}}}\n") for name in ("A", "B")}
    assert of["A"] == of["B"]


def test_a_row_is_told_by_what_is_written_in_it() -> None:
    one = inputs.of_one("s", {"name": "A", "side": "left"})
    assert one == inputs.of_one("s", {"side": "left", "name": "A", "note": ""})
    assert (
        len({one, inputs.of_one("t", {"name": "A", "side": "left"}), inputs.of_one("s", {"name": "A"})}) == 3
    )


def test_content_refuses_what_no_record_holds() -> None:
    assert inputs.content({"a": (1, None, frozenset({"c", "b"}))}) == "{'a':(1,None,<'b','c'>)}"
    with pytest.raises(TypeError, match="object"):
        inputs.content(object())


@pytest.fixture(scope="module")
def stamped() -> bytes:
    """A finished handout with a digest in it."""
    problems, library = Problems(), Library()
    plan = library.plan("iliopsoas", problems)
    assert plan is not None
    built = Workshop(library, default_store()).make(Order(plan, "handout", inputs="ab" * 16), problems)
    assert built is not None
    return built.data


def test_a_finished_file_tells_its_digest(stamped: bytes, tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(stamped)
    stamp = inputs.stamp_of(str(place))
    assert stamp is not None
    assert stamp.inputs == "ab" * 16
    assert stamp.pages > 1


def test_a_file_that_is_not_as_it_was_written_has_none(stamped: bytes, tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    assert inputs.stamp_of(str(place)) is None
    assert inputs.stamp_of(str(tmp_path)) is None
    middle = len(stamped) // 2
    at = stamped.rindex(b"/Type/XRef")
    for broken in (
        b"",
        b"%PDF-1.7",
        stamped[:-1],
        stamped[:-7],
        stamped[:middle],
        stamped + b"\n",
        stamped + b"%%EOF\n",
        stamped[:middle] + b"x" + stamped[middle:],
        stamped[:middle] + stamped[middle + 1 :],
        stamped[:at] + b"x" + stamped[at:],
        stamped.replace(b"startxref\n", b"startxref\n9"),
        stamped.replace(b"inputs=ab", b"inputs=a "),
        bytes(len(stamped)),
    ):
        place.write_bytes(broken)
        assert inputs.stamp_of(str(place)) is None


def test_every_cut_of_a_file_is_seen(stamped: bytes, tmp_path: Path) -> None:
    place = tmp_path / "a.pdf"
    place.write_bytes(stamped)
    with open(place, "r+b") as stream:
        for size in range(len(stamped) - 1, len(stamped) - 1500, -7):
            stream.truncate(size)
            assert inputs.stamp_of(str(place)) is None
