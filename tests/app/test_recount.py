"""Every total of the reports of figures is counted again here, by plain loops over the events and by nothing of the program's."""

import csv
import io
import json
import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from studio.app.export import make_report, write_report
from studio.core.events import Actor, ActorKind, EventType, digest
from studio.core.piece import Channel, Stage
from studio.core.reach import Reach
from tests.app.conftest import House

CHECKS = Actor(ActorKind.RULE, "Checks")
RULES = {"Plain.Wordy": "style", "AITells.Hype": "style", "Grammar.Agreement": "grammar"}
PEOPLE = ("Wren", "Erin", "Tomasz")


class Past:
    """Writes a seeded past of a house: pieces in and out, flags found and answered, some of it late and some unfinished."""

    def __init__(self, house, seed):
        self.house, self.dice, self.keys = house, random.Random(seed), 0
        self.history = house.workspace.history

    def say(self, kind, piece, payload, who):
        self.house.clock.wait(self.dice.choice([20, 600, 4000, 50_000, 200_000]))
        self.history.append(kind, piece, who if isinstance(who, Actor) else Actor.person(who), payload)

    def take_in(self):
        dice = self.dice
        brand = dice.choice(["Larkspur", "Mill"])
        facts = {"title": dice.choice(["Tea", "=cmd()", "+1"]), "channel": dice.choice(["blog", "email"]), "brand": brand}
        made = {"model": dice.choice(["", "model-a", "model-b"]), "template": dice.choice(["", "letter"])}
        piece = self.history.new_piece_id("Tea")
        self.say(EventType.PIECE_CREATED, piece, facts | made | {"accountable": "Wren", "text": "One two three."}, "Wren")
        return piece

    def look(self, piece, moment="original"):
        dice = self.dice
        flags = {}
        for rule, check in RULES.items():
            keys = [f"{rule}-{dice.randint(1, 6)}" for _ in range(dice.randint(0, 4))]
            opened = list(dict.fromkeys(keys))
            silenced = [opened.pop()] if opened and dice.random() < 0.3 else []
            if opened or silenced:
                flags[rule] = {"severity": "warning", "check": check, "open": opened, "dismissed": silenced}
        total = dice.randint(0, 5)
        ran = dice.choice([["style", "grammar"], ["style"]])
        found = {"flags": {r: f for r, f in flags.items() if f["check"] in ran}, "ran": ran, "missing": [], "moment": moment}
        claims = {"total": total, "open": dice.randint(0, total)}
        text = {"words": dice.randint(10, 900), "text_hash": "", "guide_version": "g"}
        self.say(EventType.PIECE_CHECKED, piece, found | text | {"claims": claims}, CHECKS)

    def dismiss(self, piece, kind=EventType.FLAG_DISMISSED):
        rule = self.dice.choice(list(RULES))
        reach = {"key": f"{rule}-{self.dice.randint(1, 6)}", "rule": rule, "scope": self.dice.choice(["here", "piece", "rule"])}
        reason = self.dice.choice(["deliberate", "false positive"])
        self.say(kind, piece, reach | {"reason": reason, "note": "", "severity": "warning"}, "Wren")

    def submit(self, piece):
        due = self.dice.choice(["", (self.house.clock.wall + timedelta(days=self.dice.randint(0, 3))).isoformat()])
        self.say(EventType.SUBMITTED, piece, {"to": "Erin", "due": due, "note": "", "revision": 1, "text_hash": ""}, "Wren")

    def send_back(self, piece):
        self.say(EventType.CHANGES_REQUESTED, piece, {"note": "Shorter.", "revision": 1, "text_hash": ""}, "Erin")

    def approve(self, piece):
        dice = self.dice
        words, original = dice.randint(1, 300), dice.randint(1, 300)
        counted = {
            "words": words,
            "kept": dice.randint(0, words),
            "original_words": original,
            "changed_words": dice.randint(0, 99),
        }
        if dice.random() < 0.2:
            counted = {}
        elif dice.random() < 0.7:
            counted["read_seconds"] = dice.randint(0, 400)
        held = {"text_hash": digest(self.history.working(piece)), "guide_version": "g", "policy_version": "p", "claims_hash": ""}
        checks = {"ran": ["style"], "missing": dice.choice([[], ["grammar"]]), "gate": [], "note": "", "revision": 1}
        self.say(EventType.APPROVED, piece, held | checks | counted, dice.choice(["Erin", "Tomasz"]))

    def edit(self, piece):
        self.say(EventType.EDITED, piece, {"edits": [[0, 0, "x", "typed", ""]]}, "Wren")

    def live(self, pieces=14):
        made = [self.take_in() for _ in range(pieces)]
        for piece in self.dice.sample(made, len(made)) * 2:
            if self.dice.random() < 0.8:
                self.look(piece)
            for _ in range(self.dice.randint(0, 4)):
                self.dice.choice([self.edit, self.look, self.dismiss, lambda p: self.dismiss(p, EventType.FLAG_RESTORED)])(piece)
            if self.history.piece(piece).stage is Stage.APPROVED:
                self.edit(piece)
            if self.dice.random() < 0.8:
                if self.history.piece(piece).stage is not Stage.IN_REVIEW:
                    self.submit(piece)
                while self.dice.random() < 0.4:
                    self.send_back(piece)
                    self.submit(piece)
                if self.dice.random() < 0.8:
                    self.approve(piece)
        for what, decision in (("=SUM(A1)", "accepted"), ("Say “use”", "refused")):
            payload = {"key": what, "kind": "rule", "what": what, "decision": decision, "reason": "-1", "places": ["a", "b"]}
            self.say(EventType.PROPOSAL_DECIDED, "", payload, "Erin")
        return self


# ---------------------------------------------------------------- counting again


def seconds(earlier, later):
    return round((datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds())


def recount(events):
    """Everything about each piece, from its events alone: {piece: facts}."""
    pieces, brands = {}, {}
    for event in events:
        told = event.payload
        if event.type is EventType.PIECE_CREATED:
            brands[event.piece] = told["brand"]
            pieces[event.piece] = {
                **{name: told.get(name, "") for name in ("brand", "channel", "model", "template", "accountable")},
                **{"created": event.time, "moves": [], "flags": {}, "looks": [], "yeses": [], "editor": ""},
                "stands": False,
            }
        if event.piece not in pieces:
            continue
        piece = pieces[event.piece]
        if event.type in (EventType.SUBMITTED, EventType.CHANGES_REQUESTED, EventType.APPROVED):
            piece["moves"].append(event)
            piece["stands"] = event.type is EventType.APPROVED
        if event.type is EventType.EDITED:
            piece["editor"] = event.actor.name
            piece["stands"] = False
        if event.type is EventType.PIECE_CHECKED:
            see(piece, event, said_no(events, event, brands))
            piece["looks"].append(event)
        if event.type in (EventType.FLAG_DISMISSED, EventType.FLAG_RESTORED):
            answer(pieces, brands, event)
    return pieces


def said_no(events, until, brands):
    """Reason and reach of the dismissals in force before an event, by what they reach; the oldest wins."""
    found = {}
    for event in events:
        if event.number >= until.number:
            break
        if event.type in (EventType.FLAG_DISMISSED, EventType.FLAG_RESTORED):
            told = event.payload
            reach = {
                "here": ("here", event.piece, told["key"]),
                "piece": ("piece", event.piece, told["rule"]),
                "rule": ("rule", brands[event.piece], told["rule"]),
            }[told["scope"]]
            found.pop(reach, None)
            if event.type is EventType.FLAG_DISMISSED:
                found[reach] = (told["reason"], told["scope"])
    return found


def see(piece, event, noes):
    told, flags = event.payload, piece["flags"]
    last = piece["looks"][-1].number if piece["looks"] else 0
    seen = {
        key: (rule, what, state) for rule, what in told["flags"].items() for state in ("open", "dismissed") for key in what[state]
    }
    lost = [
        key for key, flag in flags.items() if key not in seen and flag["state"] == "open" and flag["check"] in (*told["ran"], "")
    ]
    lost.sort(key=lambda key: (flags[key]["number"], key))
    fresh = defaultdict(list)
    for key, (rule, _, _) in seen.items():
        if key not in flags or flags[key]["number"] > last:
            fresh[rule].append(key)
    heirs = {}
    for key in lost:
        rule = flags[key]["rule"]
        if fresh[rule]:
            heirs[fresh[rule].pop(0)] = flags.pop(key)
        else:
            flags[key]["state"] = "gone"
    for key, (rule, what, state) in seen.items():
        known = flags.get(key, {"number": event.number, "at": event.time, "state": "", "reason": "", "scope": ""})
        if key in heirs:
            known |= {"number": heirs[key]["number"], "at": heirs[key]["at"]}
        if state == "open":
            known |= {"reason": "", "scope": ""}
        elif known["state"] != "dismissed":
            reaches = (("here", event.piece, key), ("piece", event.piece, rule), ("rule", piece["brand"], rule))
            order = [reach for reach in noes if reach in reaches]
            known["reason"], known["scope"] = noes[order[0]] if order else ("", "")
        flags[key] = known | {"rule": rule, "check": what["check"], "state": state}


def answer(pieces, brands, event):
    told, no = event.payload, event.type is EventType.FLAG_DISMISSED
    own = pieces[event.piece]["flags"]
    if no:
        flag = own.setdefault(told["key"], {"number": event.number, "at": event.time, "rule": told["rule"], "check": ""})
        flag |= {"state": "dismissed", "reason": told["reason"], "scope": told["scope"]}
    for id, piece in pieces.items():
        if id != event.piece and (told["scope"] != "rule" or brands[id] != brands[event.piece] or piece["stands"]):
            continue  # what is said of a rule reaches the brand's other pieces, but for approved ones
        for key, flag in piece["flags"].items():
            if told["scope"] == "here" and key != told["key"]:
                continue
            if flag["rule"] != told["rule"] and told["scope"] != "here":
                continue
            if no and told["scope"] != "here" and flag["state"] == "open":
                flag |= {"state": "dismissed", "reason": told["reason"], "scope": told["scope"]}
            if not no and flag["state"] == "dismissed" and flag["scope"] == told["scope"]:
                flag |= {"state": "open", "reason": "", "scope": ""}


def moves(piece):
    """First and latest yes, seconds at each stage, returns, and the handings on with their answers."""
    found = {"approved": "", "latest": "", "drafting": None, "review": None, "rework": None, "returns": 0, "before": 0}
    rounds, back = [], None
    for event in piece["moves"]:
        if event.type is EventType.SUBMITTED:
            found["drafting"] = seconds(piece["created"], event.time) if not rounds else found["drafting"]
            if back:
                found["rework"] = (found["rework"] or 0) + seconds(back, event.time)
                back = None
            rounds.append([event, None])
            continue
        found["review"] = (found["review"] or 0) + seconds(rounds[-1][0].time, event.time)
        found["rework"] = found["rework"] or 0
        rounds[-1][1], back = event, event.time
        if event.type is EventType.APPROVED:
            found |= {"approved": found["approved"] or event.time, "latest": event.time, "last": event.payload}
            back = None
        else:
            found["returns"] += 1
            found["before"] += not found["approved"]
    return found | {"rounds": rounds}


def falls(period, time):
    return bool(time) and (not period[0] or time[:10] >= period[0]) and (not period[1] or time[:10] <= period[1])


def expected(pieces, period, now):
    """The figures of some pieces, as {id: (value, over)}."""
    taken = [p for p in pieces if falls(period, p["created"])]
    first = [p for p in pieces if falls(period, p["approved"])]
    latest = [p for p in pieces if falls(period, p["latest"])]
    looked = [p for p in taken if p["looks"]]

    def hours(name, of):
        values = [p[name] / 3600 for p in of if p[name] is not None]
        return (median(values) if values else None), len(values)

    def part(pairs, of=100):
        pairs = [(a, b) for a, b in pairs if a is not None and b is not None]
        whole = sum(b for _, b in pairs)
        return (of * sum(a for a, _ in pairs) / whole if whole else None), len(pairs)

    def states(p, *wanted):
        return sum(flag["state"] in wanted for flag in p["flags"].values())

    due = []
    for p in pieces:
        for handed, answered in p["rounds"]:
            until = handed.payload["due"]
            if until and falls(period, until):
                end = datetime.fromisoformat(answered.time if answered else now)
                late = end > datetime.fromisoformat(until)
                if answered or late:
                    due.append(late)
    for p in first:
        p["turnaround"] = seconds(p["created"], p["approved"])
    every = ("open", "dismissed", "gone")
    return {
        "taken": (len(taken), len(taken)),
        "approved": (len(first), len(first)),
        "turnaround": hours("turnaround", first),
        "drafting": hours("drafting", first),
        "review": hours("review", first),
        "rework": hours("rework", [p for p in first if p["returns"]]),
        "first_pass": part((int(p["before"] == 0), 1) for p in first),
        "returns": part(((p["before"], 1) for p in first), 1),
        "depth": part((p["last"].get("changed_words"), p["last"].get("original_words")) for p in latest),
        "retained": part((p["last"].get("kept"), p["last"].get("words")) for p in latest),
        "raised": part(((states(p, *every), p["looks"][0].payload["words"]) for p in looked), 1000),
        "fixed": part((states(p, "gone"), states(p, *every)) for p in looked),
        "dismissed": part((states(p, "dismissed"), states(p, *every)) for p in looked),
        "open": part((states(p, "open"), states(p, *every)) for p in looked),
        "claims_open": (sum(p["looks"][-1].payload["claims"]["open"] for p in looked) if looked else None, len(looked)),
        "late": (sum(due) if due else None, len(due)),
    }


def chosen(pieces, reach):
    def holds(p):
        people = {p["accountable"], p["editor"], *([p["approver"]] if p["approver"] else [])} | p["assigned"]
        return (
            (not reach.brand or p["brand"] == reach.brand)
            and (not reach.channel or p["channel"] == reach.channel)
            and (not reach.person or reach.person in people)
        )

    return [p for p in pieces if holds(p)]


def counted(house, reach):
    events = house.workspace.history.events()
    pieces = recount(events)
    for piece in pieces.values():
        piece |= moves(piece)
        yeses = [event for event in piece["moves"] if event.type is EventType.APPROVED]
        piece["approver"] = yeses[-1].actor.name if yeses else ""
        piece["yeses"] = yeses
        last = piece["moves"][-1] if piece["moves"] else None
        on_desk = "Wren" if last is None else last.payload["to"] if last.type is EventType.SUBMITTED else None
        if on_desk is None:  # after a yes it stays with the editor, sent back it goes to the last who edited it
            on_desk = "Erin" if last.type is EventType.APPROVED else (last_editor_before(events, piece, last) or "Wren")
        piece["assigned"] = {on_desk}
    return chosen(list(pieces.values()), reach)


def last_editor_before(events, piece, move):
    edits = [e for e in events if e.piece == move.piece and e.type is EventType.EDITED and e.number < move.number]
    return edits[-1].actor.name if edits else ""


REACHES = [
    Reach(),
    Reach(since="2026-12-01", until="2026-12-20"),
    Reach(brand="Mill"),
    Reach(person="Tomasz"),
    Reach(channel=Channel.EMAIL, until="2026-12-31"),
]


def report(house, kind, reach):
    return make_report(house.workspace, kind, house.workspace.person("Erin"), reach).record()


def assert_same(figures, expected_figures):
    assert set(figures) == set(expected_figures)
    for name, (value, over) in expected_figures.items():
        told = figures[name]
        assert told["pieces"] == over, name
        assert told["value"] == (None if value is None else pytest.approx(value, abs=1e-4)), name


@pytest.fixture(scope="module", params=[1, 2])
def lived(request, tmp_path_factory):
    """A house with a past, which the reports only read."""
    made = House(tmp_path_factory.mktemp("lived"))
    Past(made, request.param).live()
    yield made
    made.workspace.close()


@pytest.mark.parametrize("reach", REACHES, ids=["all", "days", "brand", "person", "channel"])
def test_the_figures_and_those_of_every_week_are_what_the_events_say(lived, reach):
    house = lived
    told = report(house, "kpi", reach)
    pieces = counted(house, reach)
    assert pieces
    assert_same(told["figures"], expected(pieces, reach.period, told["made"]))
    for week in told["weeks"]:
        first, last = max(week["from"], reach.since), min(week["to"], reach.until or "9999")
        assert date.fromisoformat(week["from"]).isocalendar()[:2] == tuple(int(n) for n in week["week"].split("-W"))
        assert_same(week["figures"], expected(pieces, (first, last), told["made"]))
    for name in ("taken", "approved", "late"):
        assert sum(week["figures"][name]["value"] or 0 for week in told["weeks"]) == (told["figures"][name]["value"] or 0)


@pytest.mark.parametrize("reach", REACHES, ids=["all", "days", "brand", "person", "channel"])
def test_the_figures_of_every_source_are_what_the_events_say(lived, reach):
    house = lived
    told = report(house, "sources", reach)
    groups = defaultdict(list)
    for piece in counted(house, reach):
        groups[piece["model"], piece["template"]].append(piece)
    seen = set()
    for source in told["sources"]:
        of = groups[source["model"], source["template"]]
        seen.add((source["model"], source["template"]))
        assert_same(source["figures"], expected(of, reach.period, told["made"]))
        first = [p for p in of if falls(reach.period, p["approved"])]
        assert source["rework_seconds"] == sum(p["rework"] for p in first)
    for key, of in groups.items():
        if key not in seen:
            assert not any(value for value, _ in expected(of, reach.period, told["made"]).values())
    costs = [s["rework_hours_per_piece"] for s in told["sources"] if s["figures"]["approved"]["value"] >= 3]
    assert costs == sorted(costs, reverse=True)


def expected_rules(pieces, period):
    found = defaultdict(Counter)
    for piece in pieces:
        for rule in {flag["rule"] for flag in piece["flags"].values()}:
            of = [flag for flag in piece["flags"].values() if flag["rule"] == rule]
            if not falls(period, min(flag["at"] for flag in of)):
                continue
            for flag in of:
                if flag["state"] == "dismissed":
                    found[rule][f"reason {flag['reason']}"] += 1
            states = Counter(flag["state"] for flag in of)
            if piece["looks"]:
                found[rule].update(
                    raised=len(of), fixed=states["gone"], dismissed=states["dismissed"], open=states["open"], pieces=1
                )
            else:
                found[rule]["unlooked"] += states["dismissed"]
    return found


@pytest.mark.parametrize("reach", REACHES, ids=["all", "days", "brand", "person", "channel"])
def test_the_figures_of_every_rule_are_what_the_events_say(lived, reach):
    house = lived
    told = report(house, "rules", reach)
    wanted = expected_rules(counted(house, reach), reach.period)
    assert {rule["rule"] for rule in told["rules"]} == set(wanted)
    names = ("raised", "fixed", "dismissed", "open", "unlooked")
    for rule in told["rules"]:
        again = wanted[rule["rule"]]
        assert {name: rule[name] for name in (*names, "pieces")} == {name: again[name] for name in (*names, "pieces")}
        assert rule["reasons"] == {n.removeprefix("reason "): c for n, c in again.items() if n.startswith("reason ") and c}
    for name in names:
        assert told["totals"][name] == sum(rule[name] for rule in wanted.values())
    decided = [
        e for e in house.workspace.history.events() if e.type is EventType.PROPOSAL_DECIDED and falls(reach.period, e.time)
    ]
    assert [p["what"] for p in told["proposals"]] == [e.payload["what"] for e in decided]
    assert told["totals"]["accepted"] == sum(e.payload["decision"] == "accepted" for e in decided)


@pytest.mark.parametrize("reach", REACHES, ids=["all", "days", "brand", "person", "channel"])
def test_every_approval_is_what_its_event_says(lived, reach):
    house = lived
    told = report(house, "approvals", reach)
    every = [(p, n, e) for p in counted(house, reach) for n, e in enumerate(p["yeses"], 1) if falls(reach.period, e.time)]
    every.sort(key=lambda found: -found[2].number)
    assert [yes["number"] for yes in told["approvals"]] == [event.number for _, _, event in every]
    late = 0
    for yes, (piece, nth, event) in zip(told["approvals"], every, strict=True):
        said = event.payload
        for name in ("words", "kept", "original_words", "changed_words", "read_seconds"):
            assert yes[name] == said.get(name)
        assert (yes["piece"], yes["nth"], yes["who"], yes["when"]) == (event.piece, nth, event.actor.name, event.time)
        assert (yes["text_hash"], yes["policy_version"]) == (said["text_hash"], "p")
        assert [list(yes["ran"]), list(yes["missing"])] == [said["ran"], said["missing"]]
        assert yes["turnaround"] == seconds(piece["created"], event.time)
        ((handed, _),) = [pair for pair in piece["rounds"] if pair[1] is event]
        assert yes["round"]["seconds"] == seconds(handed.time, event.time)
        until = handed.payload["due"]
        late += bool(until) and datetime.fromisoformat(event.time) > datetime.fromisoformat(until)
        assert yes["seal"]["state"] == "not signed"
    totals = told["totals"]
    assert totals["approvals"] == totals["unsigned"] == len(every)
    assert totals["pieces"] == len({event.piece for _, _, event in every})
    assert totals["corrections"] == sum(nth > 1 for _, nth, _ in every)
    assert totals["incomplete"] == sum(bool(event.payload["missing"]) for _, _, event in every)
    assert totals["unread"] == sum("read_seconds" not in event.payload for _, _, event in every)
    assert totals["late"] == late
    assert totals["marked"] == sum(bool(yes["signs"]) for yes in told["approvals"])


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happened_the_totals_are_what_the_events_say(seed, tmp_path_factory, open_house):
    house = open_house(tmp_path_factory.mktemp("house"))
    Past(house, seed).live(pieces=6)
    kpi, rules = report(house, "kpi", Reach()), report(house, "rules", Reach())
    pieces = counted(house, Reach())
    assert_same(kpi["figures"], expected(pieces, ("", ""), kpi["made"]))
    wanted = expected_rules(pieces, ("", ""))
    assert {r["rule"]: (r["raised"], r["fixed"], r["dismissed"], r["open"]) for r in rules["rules"]} == {
        rule: tuple(c[name] for name in ("raised", "fixed", "dismissed", "open")) for rule, c in wanted.items()
    }
    assert kpi["verification"]["whole"]


# ---------------------------------------------------------------- on the way out

KINDS = ("kpi", "sources", "rules", "approvals")


@pytest.mark.parametrize("kind", KINDS)
def test_cells_that_begin_like_a_formula_stay_text(house, kind, tmp_path):
    Past(house, 5).live(pieces=8)
    made = make_report(house.workspace, kind, house.workspace.person("Erin"))
    for form in ("csv", "xlsx"):
        write_report(made, form, tmp_path / f"r.{form}")
    rows = list(csv.reader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == len(made.table().rows) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    sheet = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "n" and cell.value is not None]


@pytest.mark.parametrize("kind", KINDS)
def test_a_period_without_anything_says_so_in_every_format(house, kind, tmp_path):
    Past(house, 6).live(pieces=3)
    made = make_report(house.workspace, kind, house.workspace.person("Erin"), Reach(since="2031-01-01"))
    assert made.is_empty
    assert "Choose another period" in made.page()
    json.dumps(made.record())


def test_few_pieces_are_told_as_few_and_what_nobody_recorded_is_no_nought(house):
    piece = house.bring()
    house.sit(piece, checked=False).submit("Erin")
    house.clock.wait(7200)
    house.sit(piece, "Erin").approve()
    made = make_report(house.workspace, "kpi", house.workspace.person("Erin"))
    figures = made.record()["figures"]
    assert (figures["review"]["value"], figures["review"]["pieces"]) == (2.0, 1)
    assert figures["rework"]["value"] is None
    rows = {row[3]: row for row in made.table().rows if row[0] == "all"}
    assert rows["of it in review"][-1] == "fewer than 3 pieces"
    assert (rows["of it rework"][4], rows["of it rework"][-1]) == ("", "not recorded")
    assert "1 piece only" in made.page()


def test_the_source_that_costs_most_is_named_in_a_sentence(house):
    for model, returns in (("dear-model", 2), ("cheap-model", 0)):
        for _ in range(3):
            piece = house.bring(model=model)
            for _ in range(returns):
                house.sit(piece, checked=False).submit("Erin")
                house.sit(piece, "Erin", checked=False).request_changes("Shorter.")
                house.clock.wait(3600)
            house.sit(piece, checked=False).submit("Erin")
            house.sit(piece, "Erin").approve()
    told = report(house, "sources", Reach())
    assert [source["model"] for source in told["sources"]] == ["dear-model", "cheap-model"]
    assert told["verdict"].startswith("dear-model costs the team most: 2 h of rework per approved piece")
