"""Everything people read is there in German, and says it with the same parts."""

import polib
import pytest

from tools import po_files
from tools.omni import addons, paths


@pytest.mark.parametrize("addon", addons.names())
def test_german_is_complete_and_keeps_every_placeholder(addon):
    file = polib.pofile(str(paths.ADDONS / addon / "i18n" / "de.po"))
    assert len(file), "an add-on without a word?"
    assert list(po_files.faults(file)) == [], "run ./omni words"


@pytest.mark.parametrize("addon", addons.names())
def test_german_has_the_terms_of_the_template_and_no_others(addon):
    folder = paths.ADDONS / addon / "i18n"
    template = {entry.msgid for entry in polib.pofile(str(folder / f"{addon}.pot"))}
    german = {entry.msgid for entry in polib.pofile(str(folder / "de.po"))}
    assert german == template, "run ./omni words"


# --- would it notice? ---


def entry(term, text="", **options):
    return polib.POEntry(msgid=term, msgstr=text, comment="module: x", **options)


def file_of(*entries):
    file = polib.POFile()
    file.extend(entries)
    return file


@pytest.mark.parametrize(
    ("term", "text", "fault"),
    [
        ("Paid", "", "missing"),
        ("%s jobs", "Jobs", "placeholders"),
        ("%(a)s of %(b)s", "%(a)s von %(a)s", "placeholders"),
        ("Hello {name}", "Hallo {Name}", "placeholders"),
        ("5 %% off", "5 % weniger", "placeholders"),
        ("<b>Paid</b>", "Bezahlt", "tags"),
        ('<i class="a"/>Paid', '<i class="b"/>Bezahlt', "tags"),
        ("Paid ", "Bezahlt", "blanks"),
        ("\n  Paid", "Bezahlt", "blanks"),
    ],
)
def test_what_would_break_or_look_broken_is_named(term, text, fault):
    [found] = po_files.faults(file_of(entry(term, text)))
    assert found.startswith(fault)


def test_a_tooltip_within_a_tag_is_translated_too():
    good = entry('<i title="Paid"/> Done', '<i title="Bezahlt"/> Erledigt')
    assert list(po_files.faults(file_of(good))) == []


def test_a_translation_stays_with_its_term_and_a_lost_term_is_told():
    old = file_of(entry("Paid", "Bezahlt"), entry("Gone", "Weg"))
    new, orphans = po_files.merged(file_of(entry("Paid"), entry("New")), old, "de")
    assert [(e.msgid, e.msgstr) for e in new] == [("Paid", "Bezahlt"), ("New", "")]
    assert orphans == ["Gone"]


def test_a_term_that_changed_a_little_keeps_its_translation_to_be_looked_at():
    old = file_of(entry("The order is not paid yet.", "Noch nicht bezahlt."))
    [changed], _orphans = po_files.merged(
        file_of(entry("The order is not paid yet!")), old, "de"
    )
    assert (changed.msgstr, changed.flags) == ("Noch nicht bezahlt.", ["fuzzy"])
    [fault] = po_files.faults(file_of(changed))
    assert fault.startswith("fuzzy")
