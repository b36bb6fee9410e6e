"""`inferlint fit` as an editor uses it: examples in, weights beside the rules out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from command_line import Finished, checked, inferlint, write
from conftest import PACKS

LONG = "# Tea\n\nLet the tea steep until a song has ended.\n"
NEW = """
    - text: Let the tea steep until a song has ended.
    - text: Let it steep for as long as a song lasts.
  weak:
"""


@pytest.fixture
def rules(desk: Path) -> Path:
    """A folder of rules with the tea pack, to be changed; the shipped packs are empty of it."""
    shutil.copytree(PACKS / "tea", desk / "rules" / "brew")
    pack = desk / "rules" / "brew" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("name: tea", "name: brew"), "utf-8")
    return desk / "rules"


def fit(*args: str) -> Finished:
    return inferlint("fit", "brew", "--rules", "rules", *args)


def outcome_of(text: str, *args: str) -> str:
    write(Path(), draft=text)
    report = checked("--pack", "brew", "--rules", "rules", *args, "draft.md").report
    return str(report["articles"][0]["checks"][0]["outcome"])


def teach(rules: Path) -> None:
    check = rules / "brew" / "names-time.yaml"
    check.write_text(check.read_text("utf-8").replace("\n  weak:\n", NEW, 1), "utf-8")


def test_three_examples_teach_a_new_wording(rules: Path) -> None:
    assert outcome_of(LONG) == "weak"
    teach(rules)
    done = fit()
    assert (done.code, done.err) == (0, "")
    assert done.out == "brew/names-time: 6 of 6 examples come out right\n"
    assert outcome_of(LONG) == "pass"
    assert outcome_of("# Tea\n\nLet the tea steep in a pot.\n") == "weak"
    assert outcome_of("# Tea\n\nLet the tea steep for three minutes.\n") == "pass"
    assert outcome_of("# Tea\n\nUntil a song has ended, talk.\n") == "fail"


def test_the_file_says_what_it_was_fitted_on_and_what_weighs_most(rules: Path) -> None:
    teach(rules)
    fit()
    content = json.loads((rules / "brew" / "weights" / "names-time.json").read_text("utf-8"))
    assert content["fitted_on"] == {"examples": 6}
    assert len(content["cuts"]) == 2
    sizes = [abs(weight) for weight in content["features"].values()]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.usefixtures("rules")
def test_weights_make_another_pack_of_it() -> None:
    """What a run says can change with the weights, and so must the pack's fingerprint."""
    write(Path(), draft=LONG)
    before = checked("--rules", "rules", "draft.md").report["tool"]["packs"]
    fit()
    after = checked("--rules", "rules", "draft.md").report["tool"]["packs"]
    changed = [old["name"] for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["brew"]


@pytest.mark.usefixtures("rules")
def test_a_score_is_reported_with_its_cuts() -> None:
    write(Path(), draft=LONG)
    untaught = checked("--pack", "brew", "--rules", "rules", "draft.md").report
    check = untaught["articles"][0]["checks"][0]
    assert (check["score"], check["cuts"], check["borderline"]) == (None, None, False)
    fit()
    taught = checked("--pack", "brew", "--rules", "rules", "draft.md").report
    check = taught["articles"][0]["checks"][0]
    assert check["cuts"][0] <= check["score"] < check["cuts"][1]


def test_out_leaves_the_rules_alone_and_weights_reads_it(rules: Path) -> None:
    teach(rules)
    assert fit("--out", "taught").code == 0
    assert not (rules / "brew" / "weights").exists()
    assert outcome_of(LONG) == "weak"
    assert outcome_of(LONG, "--weights", "taught") == "pass"


def test_check_tells_when_the_rules_have_changed_since(rules: Path) -> None:
    assert fit("--check").code == 0
    fit()
    assert fit("--check").out == ""
    teach(rules)
    stale = fit("--check")
    assert stale.code == 1
    assert stale.out.startswith("brew/names-time: rules or examples changed")
    assert "`inferlint fit brew`" in stale.out
    fit()
    assert fit("--check").code == 0


def test_training_passages_of_the_pack_count_too(rules: Path) -> None:
    fit()
    folder = rules / "brew" / "training"
    folder.mkdir()
    passage = {"text": "Steep it for a whole song.", "pass": ["names-time"]}
    (folder / "names-time.jsonl").write_text(json.dumps(passage) + "\n", "utf-8")
    assert fit("--check").code == 1


def corpus(folder: Path) -> None:
    (folder / "open").mkdir(parents=True)
    rows = []
    for number in range(20):
        passes = number % 2 == 0
        text = "steep while a song lasts" if passes else "steep near a song book"
        (folder / "open" / f"a{number}.md").write_text(f"# Tea {number}\n\nLet it {text}.\n")
        answer = "yes" if passes else "no"
        reviewers = [{"names-time": [answer, [3] if passes else []]}]
        row = {"id": f"a{number}", "repo": f"r{number}", "label": {"names-time": answer}}
        rows.append(json.dumps({**row, "reviewers": reviewers}))
    (folder / "labels.jsonl").write_text("\n".join(rows) + "\n", "utf-8")


@pytest.mark.usefixtures("rules")
def test_from_zero_learns_from_labelled_articles() -> None:
    corpus(Path("corpus"))
    done = fit("--from-zero", "--corpus", "corpus", "--out", "taught")
    assert done.code == 0, done.err
    told = json.loads(Path("taught/brew/names-time.json").read_text("utf-8"))
    assert told["fitted_on"] == {"examples": 4, "passages": 0, "articles": 20}
    assert (
        outcome_of("# Tea\n\nLet it steep while a song lasts.\n", "--weights", "taught") == "pass"
    )
    assert outcome_of("# Tea\n\nLet it steep near a song book.\n", "--weights", "taught") != "pass"


@pytest.mark.usefixtures("rules")
def test_a_fold_is_left_out() -> None:
    corpus(Path("corpus"))
    fit("--from-zero", "--corpus", "corpus", "--not-fold", "0", "--out", "taught")
    told = json.loads(Path("taught/brew/names-time.json").read_text("utf-8"))
    assert 0 < told["fitted_on"]["articles"] < 20


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--corpus", "corpus"], "--corpus needs --from-zero"),
        (["--select", "names-tme"], "unknown check 'names-tme'; did you mean 'names-time'?"),
        (["--from-zero", "--corpus", "nowhere"], "nowhere/labels.jsonl: cannot be read: "),
        (["--not-fold", "5"], "not-fold"),
    ],
)
def test_mistakes_are_told(args: list[str], message: str) -> None:
    done = fit(*args)
    assert done.code == 2
    assert message in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    "row",
    [
        '{"id": "a0"}',
        '{"id": "a0", "repo": "r", "label": {"names-time": "perhaps"}}',
        '{"id": "a0", "repo": "r", "label": {"names-time": "yes"}, "reviewers": [{}]}',
    ],
)
def test_a_wrong_article_is_told_by_its_line(row: str) -> None:
    corpus(Path("corpus"))
    Path("corpus/labels.jsonl").write_text(f"{row}\n", "utf-8")
    done = fit("--from-zero", "--corpus", "corpus", "--out", "taught")
    assert done.code == 2
    assert "corpus/labels.jsonl:1: this is no labelled article; it needs id" in done.err


@pytest.mark.usefixtures("rules")
def test_an_unknown_pack_is_told() -> None:
    done = inferlint("fit", "brw", "--rules", "rules")
    assert done.code == 2
    assert "unknown pack 'brw'; did you mean 'brew'?" in done.err


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "training/a.jsonl:2: this is no JSON"),
        ("[]", "training/a.jsonl:2: this is no JSON object"),
        ('{"text": "a"}', "training/a.jsonl:2: this is no passage; write {"),
        ('{"text": 1, "pass": ["names-time"]}', "training/a.jsonl:2: this is no passage; write {"),
        ('{"text": "a", "pass": "names-time"}', "training/a.jsonl:2: this is no passage; write {"),
        ('{"text": "a", "pass": ["x"]}', "training/a.jsonl:2: the pack 'brew' has no check 'x'"),
    ],
)
def test_a_wrong_passage_is_told_by_its_line(rules: Path, line: str, message: str) -> None:
    folder = rules / "brew" / "training"
    folder.mkdir()
    (folder / "a.jsonl").write_text(f"\n{line}\n", "utf-8")
    done = fit()
    assert done.code == 2
    assert message in done.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("names-time", "{", "names-time.json:1: this is no JSON"),
        ("names-time", "{}", "names-time.json: this is no file of weights"),
        ("names-time", '{"cuts": [3, 1]}', "this is no file of weights; make it again with `infer"),
        ("names-tim", "{}", "the pack 'brew' has no check 'names-tim'; did you mean 'names-time'?"),
    ],
)
def test_a_wrong_weights_file_is_told(rules: Path, name: str, content: str, message: str) -> None:
    folder = rules / "brew" / "weights"
    folder.mkdir()
    (folder / f"{name}.json").write_text(content, "utf-8")
    done = inferlint("checks", "--rules", "rules")
    assert done.code == 2
    assert message in done.err


@pytest.mark.usefixtures("rules")
def test_a_missing_folder_of_weights_is_told() -> None:
    write(Path(), draft=LONG)
    done = inferlint("--weights", "nowhere", "draft.md")
    assert done.code == 2
    assert "nowhere: there is no such folder of weights" in done.err


@pytest.mark.usefixtures("rules")
def test_weights_that_cannot_be_written_are_told() -> None:
    Path("taken").write_text("", "utf-8")
    done = fit("--out", "taken")
    assert done.code == 2
    assert "say where to write with --out DIR" in done.err


def test_what_no_weights_can_mend_is_told(rules: Path) -> None:
    """A passage without the guard never passes, whatever it was taught."""
    check = rules / "brew" / "names-time.yaml"
    text = check.read_text("utf-8").replace("\n  weak:\n", "\n    - text: Wait.\n  weak:\n", 1)
    check.write_text(text, "utf-8")
    done = fit()
    assert done.code == 1
    assert "still wrong: 'Wait.'" in done.out


@pytest.mark.usefixtures("rules")
def test_an_extending_pack_is_taught_in_its_own_folder() -> None:
    house = Path("house")
    house.mkdir()
    (house / "pack.yaml").write_text("extends: brew\n", "utf-8")
    (house / "names-time.yaml").write_text(
        f"examples:\n  pass:{NEW.partition('  weak')[0]}", "utf-8"
    )
    fit()
    both = ("--rules", "rules", "--rules", "house")
    assert inferlint("fit", "brew", *both).code == 0
    assert (house / "weights" / "names-time.json").is_file()
    assert outcome_of(LONG) == "weak"
    assert outcome_of(LONG, "--rules", "house") == "pass"
