"""What `./omni lint` notices in files that are not Python."""

import pytest

from tools.omni import lint_files

ACCESS = (
    "id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink\n"
)


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.setattr(lint_files.paths, "ROOT", tmp_path)

    def write(name: str, text: str):
        path = tmp_path / name
        path.write_bytes(text.encode())
        return [path]

    return write


def test_xml_that_does_not_close(write):
    assert lint_files.check_xml(write("good.xml", "<odoo><a/></odoo>")) == []
    [problem] = lint_files.check_xml(write("bad.xml", "<odoo><a></odoo>"))
    assert problem.startswith("bad.xml: mismatched tag")


def test_a_script_with_a_syntax_error(write):
    good = "import { a } from '@web/a';\nexport class B { static c = a?.d ?? 1; }\n"
    assert lint_files.check_js(write("good.js", good)) == []
    problems = lint_files.check_js(write("bad.js", "export const a = ;\n"))
    assert problems[0].endswith("bad.js:1")


def test_an_access_list_with_other_columns(write):
    name = "ir.model.access.csv"
    right = ACCESS + "a,a,model_a,base.group_user,1,0,0,0\n"
    assert lint_files.check_csv(write(name, right)) == []
    [problem] = lint_files.check_csv(write(name, right.replace("perm_read", "read")))
    assert "the columns must be id,name,model_id:id" in problem


def test_a_row_that_is_shorter_than_its_header(write):
    [problem] = lint_files.check_csv(write("rates.csv", "code,price\nA,1\nB\n"))
    assert problem == "rates.csv:3: 1 cells, not as header"


def test_a_right_that_everybody_would_have(write):
    rows = ACCESS + "a,a,model_a,,1,1,1,1\n"
    [problem] = lint_files.check_csv(write("ir.model.access.csv", rows))
    assert problem == "ir.model.access.csv:2: without a group everybody has this right"


def test_blanks_at_the_end_of_lines_are_found_and_repaired(write):
    files = write("notes.md", "one  \r\ntwo")
    [problem] = lint_files.check_text(files, fix=False)
    assert problem.startswith("notes.md:")
    assert lint_files.check_text(files, fix=True) == []
    assert files[0].read_bytes() == b"one\ntwo\n"
