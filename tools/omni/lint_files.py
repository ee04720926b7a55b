"""Is every file that is not Python well-formed?"""

import csv
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from . import node, paths
from .process import child_env

Problems = list[str]

_TEXT = {
    *(".py", ".xml", ".csv", ".js", ".scss", ".css", ".md", ".toml", ".yml", ".yaml"),
    *(".txt", ".json", ".conf", ".sh", ".cfg", ".po", ".pot", ".svg", ".html", ""),
}
_ACCESS = [
    *("id", "name", "model_id:id", "group_id:id"),
    *("perm_read", "perm_write", "perm_create", "perm_unlink"),
]


def files() -> list[Path]:
    """The project's own files: what git knows or would add."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        answer = subprocess.run(
            command, cwd=paths.ROOT, capture_output=True, text=True, check=False
        )
        names = answer.stdout.split("\0") if answer.returncode == 0 else None
    except FileNotFoundError:
        names = None
    found = map(paths.ROOT.joinpath, names) if names else paths.ROOT.rglob("*")
    return sorted(path for path in found if path.is_file() and not _is_hidden(path))


def check_text(everything: list[Path], fix: bool) -> Problems:
    """No trailing blanks, unix line ends, one newline at the end, UTF-8."""
    problems = []
    for path in everything:
        if path.suffix not in _TEXT:
            continue
        content = path.read_bytes()
        try:
            text = content.decode()
        except UnicodeDecodeError:
            problems.append(f"{_name(path)}: is not UTF-8")
            continue
        clean = _cleaned(text)
        if clean != text and fix:
            path.write_bytes(clean.encode())
        elif clean != text:
            problems.append(
                f"{_name(path)}: blanks at line ends or end of file (--fix)"
            )
    return problems


def check_xml(everything: list[Path]) -> Problems:
    problems = []
    for path in everything:
        if path.suffix in (".xml", ".svg"):
            try:
                ElementTree.parse(path)
            except ElementTree.ParseError as error:
                problems.append(f"{_name(path)}: {error}")
    return problems


def check_csv(everything: list[Path]) -> Problems:
    """Every row as long as the header, and Odoo's columns in access lists."""
    problems = []
    for path in everything:
        if path.suffix != ".csv":
            continue
        with path.open(newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file)) or [[]]
        for number, row in enumerate(rows, 2):
            if len(row) != len(header):
                problems.append(
                    f"{_name(path)}:{number}: {len(row)} cells, not as header"
                )
        if path.name == "ir.model.access.csv":
            problems += _check_access(path, header, rows)
    return problems


def check_js(everything: list[Path]) -> Problems:
    """Parse each script as the module that Odoo serves it as."""
    scripts = [path for path in everything if path.suffix == ".js"]
    if not scripts:
        return []
    if not node.find():
        node.install()
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "module.mjs"
        for path in scripts:
            shutil.copyfile(path, module)
            answer = subprocess.run(
                [node.bin_folder() / "node", "--check", module],
                capture_output=True,
                text=True,
                check=False,
                env=child_env(),
            )
            if answer.returncode:
                report = answer.stderr.replace(str(module), _name(path)).strip()
                problems += report.splitlines()[:5]
    return problems


def _check_access(path: Path, header: list[str], rows: list[list[str]]) -> Problems:
    if header != _ACCESS:
        return [f"{_name(path)}: the columns must be {','.join(_ACCESS)}"]
    return [
        f"{_name(path)}:{number}: without a group everybody has this right"
        for number, row in enumerate(rows, 2)
        if len(row) == len(header) and not row[3]
    ]


def _cleaned(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines()]
    return "\n".join(lines).rstrip("\n") + "\n" if text.strip() else ""


def _is_hidden(path: Path) -> bool:
    parts = path.relative_to(paths.ROOT).parts
    return any(
        part in (".git", ".omni", "node_modules", "__pycache__") for part in parts
    )


def _name(path: Path) -> str:
    return str(path.relative_to(paths.ROOT))
