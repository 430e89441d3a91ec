"""`draw` by topic, in parts and in processes; `grade` in parts: together the parts are the whole, and no exercise stands in two."""

from __future__ import annotations

import json

import pytest

from tests.commands.test_cli import decompdrill

DRAWN = ("draw", "eigen.values-2x2", "rank.dependent-row", "--seed", "3", "--count", "40")


def printed(*arguments: str, stdin: bytes = b"") -> list[bytes]:
    done = decompdrill(*arguments, stdin=stdin)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.splitlines()


@pytest.mark.parametrize("parts", [1, 2, 5])
def test_the_shards_are_the_whole_in_its_order(parts: int) -> None:
    whole = printed(*DRAWN)
    shards = [printed(*DRAWN, "--shard", f"{part}/{parts}") for part in range(1, parts + 1)]
    assert sum(map(len, shards)) == len(whole) == 80
    for shard in shards:
        assert shard == [line for line in whole if line in shard]
        assert len(shard) > 0
    assert set().union(*shards) == set(whole)


def test_an_exercise_falls_to_the_same_shard_however_it_is_asked_for() -> None:
    other_way = ("draw", "rank.dependent-row", "eigen.values-2x2", "--seed", "3", "--count", "40", "--shard", "2/3")
    assert set(printed(*DRAWN, "--shard", "2/3")) == set(printed(*other_way))


def test_grade_takes_the_exercises_that_draw_gave_to_the_same_shard() -> None:
    whole = printed(*DRAWN)
    mine = printed(*DRAWN, "--shard", "1/3")
    records = [json.loads(line) for line in whole]
    by_token = [json.dumps({"token": r["token"], "answer": r["answer"]}) for r in records]
    by_seed = [json.dumps({"question": r["question"], "seed": r["seed"], "answer": r["answer"]}) for r in records]
    for lines in (by_token, by_seed, [line.decode() for line in whole]):
        said = [json.loads(line) for line in printed("grade", "--shard", "1/3", stdin=("\n".join(lines)).encode())]
        assert len(said) == len(mine)
        assert {reply["verdict"] for reply in said} == {"right"}
    answered = [{"kind": "rank", "given": {"A": [[1, n], [2, 5]]}, "answer": "2", "id": n} for n in range(30)]
    text = "\n".join(map(json.dumps, answered)).encode()
    ids = [[json.loads(line)["id"] for line in printed("grade", "--shard", f"{i}/2", stdin=text)] for i in (1, 2)]
    assert sorted(ids[0] + ids[1]) == list(range(30))
    assert all(ids)


def test_a_line_that_is_no_record_falls_to_one_shard_and_keeps_its_number() -> None:
    text = b'{"kind": "rank", "given": {"A": [[1, 2]]}, "answer": "1"}\nno record\n{"token": "x"}\n'
    text += b"".join(
        b'{"question": "eigen.values-2x2", "seed": %b, "answer": "1"}\n' % seed
        for seed in (b'"x"', b"1.5", b"null", b"[1]", b"1" * 5000, b'"7"')
    )
    said = [decompdrill("grade", "--shard", f"{part}/2", stdin=text) for part in (1, 2)]
    lines = [json.loads(line) for done in said for line in done.stdout.splitlines()]
    assert sorted(line.get("line", 0) for line in lines) == [0, *range(2, 10)]
    assert {done.returncode for done in said} <= {0, 65}


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_more_processes_write_the_same_bytes(jobs: str) -> None:
    assert printed(*DRAWN, "--jobs", jobs) == printed(*DRAWN)


def test_a_topic_an_objective_and_a_level_name_questions() -> None:
    def ids(*names: str) -> list[str]:
        return [json.loads(line)["question"] for line in printed("draw", *names, "--seed", "1", "--fields", "question")]

    listed = [json.loads(line) for line in printed("bank", "list", "--json")]
    svd = [q for q in listed if q["bank"] == "svd" or q["objective"].startswith("svd-")]
    assert ids("eigenvalues-2x2") == [q["id"] for q in listed if q["objective"] == "eigenvalues-2x2"]
    assert ids("svd", "--level", "2-3") == [q["id"] for q in svd if 2 <= q["level"] <= 3]
    assert ids("svd.largest-value", "svd", "--level", "1") == ["svd.largest-value"] + [
        q["id"] for q in svd if q["level"] == 1 and q["id"] != "svd.largest-value"
    ]
    assert ids("Eigen.Values-2x2", "eigen.values-2x2") == ["eigen.values-2x2"]


def test_fields_stand_alone_and_in_their_order() -> None:
    (line,) = printed("draw", "eigen.in-words", "--seed", "1", "--fields", "answer, choices,token")
    assert list(json.loads(line)) == ["answer", "choices", "token"]
    (line,) = printed("draw", "eigen.values-2x2", "--seed", "1", "--fields", "choices,token", "--no-key")
    assert list(json.loads(line)) == ["token"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--shard", "0/2"), "--shard takes a part of how many, counted from 1, such as 1/4, and not '0/2'"),
        (("--shard", "3/2"), "--shard takes a part of how many, counted from 1, such as 1/4, and not '3/2'"),
        (("--shard", "1"), "--shard takes a part of how many, counted from 1, such as 1/4, and not '1'"),
        (
            ("--fields", "tokn"),
            "a line has no field 'tokn'; did you mean 'token'? (there are: question, seed, token, kind, form, given, "
            "prompt, choices, answer, slips, steps)",
        ),
        (("--fields", "answer", "--no-key"), "'answer' is of the key, which --no-key leaves out"),
        (("--level", "9"), "no question of that level; there are levels 2"),
    ],
)
def test_what_names_no_part_and_no_field_is_refused(arguments: tuple[str, ...], said: str) -> None:
    done = decompdrill("draw", "eigen.values-2x2", "--seed", "1", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"decompdrill: {said}\n"
