"""Compute every figure of an export by `samverka rows` from its other files, and compare.

    python recompute.py FOLDER [FOLDER ...]

Standard library only; nothing of Samverka is imported, and it was written from the README that
lies beside the files. Each FOLDER becomes a database in memory with a table per CSV file. A query
per figure gives (fund, month, about, value); what `protected` adds is added; and that is compared
with figures.csv in both directions. Then the rows themselves are checked against each other:
claimed minutes against the rule, certified lines against the marks, what was sent against its
cells and against the rows, the chains' links. A month that was sent and changed since is left out
of that, where figures.csv says `statement_differs`. Ends with 1 if anything differs.
"""

import csv
import re
import sqlite3
import sys
from collections import Counter
from pathlib import Path

NUMBERS = re.compile(r"minutes|_ore$|^ore_|version$|^place$|persons$|^year$|^row$|^value$")
VIEWS = """
create view budget as
  select budget_ore, budget_basis, cast(co_financing_hundredths_of_percent as integer) as share
  from programme where budget_ore <> '' and co_financing_hundredths_of_percent <> '';
create view counted as  -- marks that count for a fund
  select k.fund, a.*, substr(a.held_on, 1, 8) || '01' as month
  from attendance a join classified k on k.activity = a.activity and k.counts = 'yes'
    where a.mark = 'here';
create view marked as  -- a person's minutes of a month at an employer
  select fund, month, organisation, person, sum(minutes) as minutes from counted group by 1,
    2, 3, 4;
create view line as  -- certified lines in force
  select c.fund, c.month, c.organisation, c.rule, l.*
  from certified_lines l join certificates c using (certificate) where c.in_force = 'yes';
create view hour_rate as
  select r.fund, r.category, r.ore_an_hour from rates r join chosen_rates using (fund, year,
    region);
create view claimed_in_all as  -- by month and category, with those who have no rows
  select fund, month, category, sum(minutes) as minutes from (
    select fund, month, category, claimed_minutes as minutes from line union all
    select fund, month, about, value from protected where figure = 'claimed') group by 1, 2, 3;
create view worth as  -- half up, once, on the sum: 2 * x / 120 + 1/2 in whole numbers
  select fund, category, (2 * sum(minutes) * ore_an_hour + 60) / 120 as ore
  from claimed_in_all join hour_rate using (fund, category) group by 1, 2;
create view same as  -- versions in force of which the rows say now what was sent
  select s.* from statements s join figures f on f.figure = 'statement_differs' and f.value = 0
    and (f.fund, f.month, f.about) = (s.fund, s.first_month, s.layout) where in_force = 'yes';
create view day as select max(day) as today from today;
create view asks as select
    exists (select 1 from fund_rules, day where subject = 'participants' and valid_from <= today
      and (valid_to = '' or today < valid_to)
        and ' ' || asks || ' ' like '% verification %') as verification,
    exists (select 1 from fund_rules, day where subject = 'no_staff' and valid_from <= today
      and (valid_to = '' or today < valid_to)) as no_staff;
create view participant as  -- one row for each who counts today
  select distinct person, sex, age_band from participants, asks, day
    where started_on <> '' and started_on <= today
    and (not verification or verified_on <> '') and (not no_staff or is_project_staff = 'no');
create view basis as  -- half up to whole ore
  select 'total' as basis, budget_ore as whole, (2 * budget_ore * share + 10000) / 20000
    as own from budget
  union all select 'grant', null,
    (2 * budget_ore * share + 10000 - share) / (2 * (10000 - share)) from budget;
create view co_financing as
  select basis, coalesce(whole, budget_ore + own) as whole, own,
    max(own - (select coalesce(sum(ore), 0) from worth), 0) as remaining
  from basis, budget where budget_basis in ('', basis);
"""
FIGURES = [  # each query tells fund, month, about, value
    ("ticked", "select fund, month, '', sum(minutes) from counted group by 1, 2"),
    (
        "unique_persons_ticked",
        "select fund, month, '', count(distinct person) from counted group by 1, 2",
    ),
    (
        "unique_persons_ticked",
        """select f.fund, '', '', count(distinct person)
        from funds f left join counted c on c.fund = f.fund group by 1""",
    ),
    ("certified", "select fund, month, organisation, sum(minutes) from line group by 1, 2, 3"),
    ("certified", "select fund, month, '', sum(minutes) from line group by 1, 2"),
    ("certified_claimed", "select fund, month, '', sum(claimed_minutes) from line group by 1, 2"),
    (
        "certified_claimed",
        "select fund, month, organisation, sum(claimed_minutes) from line group by 1, 2, 3",
    ),
    ("claimed", "select fund, month, category, sum(claimed_minutes) from line group by 1, 2, 3"),
    (
        "certificate_lacks",
        """select fund, month, organisation, 1 from (
          select fund, month, organisation, person, minutes, 0 as certified from marked
          union all select fund, month, organisation, person, 0, minutes from line)
        where month < (select substr(today, 1, 8) || '01' from day)
          and (fund, month, organisation, person) in (
            select fund, month, organisation, person from (
              select fund, month, organisation, person, minutes as n from marked
              union all select fund, month, organisation, person, -minutes from line)
            group by 1, 2, 3, 4 having sum(n) <> 0) group by 1, 2, 3""",
    ),
    ("worth", "select fund, '', category, ore from worth"),
    ("worth", "select '', '', '', sum(ore) from worth having count(*)"),
    (
        "amount_lacks",
        """select fund, '', category, sum(minutes) from claimed_in_all
        where (fund, category) not in (select fund, category from hour_rate) group by 1, 3""",
    ),
    ("co_financing_total", "select '', '', basis, whole from co_financing"),
    ("co_financing_grant", "select '', '', basis, whole - own from co_financing"),
    ("co_financing_own", "select '', '', basis, own from co_financing"),
    ("co_financing_left", "select '', '', basis, remaining from co_financing"),
    (
        "hours_needed",
        """select fund, '', basis || '/' || category, (remaining + ore_an_hour - 1) / ore_an_hour
        from co_financing, hour_rate""",
    ),
    ("participants", "select '', '', '', count(distinct person) from participant"),
    (
        "participants_by_sex",
        "select '', '', sex, count(distinct person) from participant group by 3",
    ),
    (
        "participants_by_age_band",
        "select '', '', age_band, count(distinct person) from participant group by 3",
    ),
    (
        "costs",
        """select '', '', organisation, sum(amount_ore) from costs
          where is_struck = 'no' group by 3""",
    ),
    ("costs", "select '', '', '', coalesce(sum(amount_ore), 0) from costs where is_struck = 'no'"),
    (
        "costs_accepted",
        """select '', '', organisation, sum(amount_ore) from costs
        where is_struck = 'no' and report_state = 'accepted' group by 3""",
    ),
    (
        "costs_accepted",
        """select '', '', '', coalesce(sum(amount_ore), 0) from costs
        where is_struck = 'no' and report_state = 'accepted'""",
    ),
    (
        "working_time_approved",
        """select '', month, organisation, sum(minutes) from working_time
        where state = 'approved' group by 2, 3""",
    ),
    (
        "working_time_approved",
        """select '', month, '', sum(minutes) from working_time
        where state = 'approved' group by 2""",
    ),
    (
        "statement",
        "select fund, first_month, layout, minutes from statements where in_force = 'yes'",
    ),
    (
        "statement_claimed",
        "select fund, first_month, layout, claimed_minutes from statements where in_force = 'yes'",
    ),
    (
        "statement_persons",
        "select fund, first_month, layout, persons from statements where in_force = 'yes'",
    ),
]
CHECKS = [  # (what, how many rows are looked at, which of them differ)
    (
        "claimed minutes follow the rule",
        "select count(*) from certified_lines",
        """select l.certificate, person, minutes, claimed_minutes from certified_lines l
          join certificates using (certificate)
        where claimed_minutes <> case when is_financed_once = 'no'
          then 0 when rule = 'exact' then minutes
          when rule = 'whole_down_per_person_month_class' then minutes / 60 * 60 else -1 end""",
    ),
    (
        "a certificate has one line a person",
        "select count(distinct certificate) from certified_lines",
        """select certificate, person, count(*) from certified_lines group by 1, 2
          having count(*) > 1""",
    ),
    (
        "lines in force are the sum of the person's marks",
        "select count(*) from line",
        """select l.fund, l.month, l.organisation, l.person, l.minutes, coalesce(m.minutes,
          0) from line l
        left join marked m on (m.fund, m.month, m.organisation, m.person) = (l.fund, l.month,
          l.organisation, l.person)
        where l.minutes <> coalesce(m.minutes, 0)""",
    ),
    (
        "one version is in force, the highest",
        "select count(*) from certificates",
        """select fund, organisation, month, count(*) from certificates group by 1, 2, 3
        having sum(in_force = 'yes') <> 1
          or max(version) <> max(case when in_force = 'yes' then version end)""",
    ),
    (
        "marks are 0 to the session's length, and 0 unless here",
        "select count(*) from attendance",
        """select a.session, person, a.minutes, s.minutes from attendance a left
          join sessions s on s.session = a.session
        where s.session is null or a.minutes > s.minutes or a.minutes < 0
          or (mark <> 'here' and a.minutes <> 0)""",
    ),
    (
        "a statement of activities is the ticked minutes and persons",
        "select count(*) from same where rows_are = 'activities'",
        """select s.fund, first_month, s.minutes, sum(c.minutes), s.persons, count(distinct person)
        from same s left join counted c
          on c.fund = s.fund and month between first_month and last_month
        where rows_are = 'activities' group by statement_version
        having s.minutes <> coalesce(sum(c.minutes), 0) + protected_minutes
          or s.persons <> count(distinct person) + protected_persons""",
    ),
    (
        "a statement of participants is who count and their certified minutes",
        "select count(*) from same where rows_are = 'participants'",
        """select s.fund, first_month, s.persons, count(*), s.minutes, sum(p.minutes),
          s.claimed_minutes, sum(p.claimed)
        from same s join (select s.statement_version, t.person,
            (select coalesce(sum(minutes), 0) from line l where l.person = t.person
              and l.fund = s.fund and month between first_month and last_month) as minutes,
            (select coalesce(sum(claimed_minutes), 0) from line l where l.person = t.person
              and l.fund = s.fund and month between first_month and last_month) as claimed
          from same s join (
              select distinct person, started_on, ended_on, is_erased from participants, asks
              where started_on <> '' and (not verification or verified_on <> '')
                and (not no_staff or is_project_staff = 'no')) t
            on started_on < date(last_month, '+1 month')
              and (ended_on = '' or ended_on >= first_month)
              and (is_erased = 'no' or exists (select 1 from statement_rows r
                where r.statement_version = s.statement_version and r.person = t.person))
          where rows_are = 'participants') p using (statement_version)
        group by statement_version
        having s.persons <> count(*) + protected_persons
          or (exists (select 1 from statement_rows r where field like '%hours'
              and r.statement_version = s.statement_version)
            and (s.minutes <> sum(p.minutes) + protected_minutes
              or s.claimed_minutes <> sum(p.claimed) + protected_claimed_minutes))""",
    ),
    (
        "a statement's cells sum to its minutes",
        "select count(*) from statements",
        """select s.statement_version, s.rows_are, s.minutes, s.claimed_minutes, field, sum(cell)
        from statements s join statement_rows r using (statement_version)
        where field = 'minutes' or (field = 'whole_hours' and rows_are <> 'activities')
        group by s.statement_version, field
        having sum(cell) <> case field when 'minutes' then s.minutes - protected_minutes
          else (s.claimed_minutes - protected_claimed_minutes) / 60.0 end""",
    ),
    (
        "a person's whole hours as sent are the certified",
        "select count(*) from statement_rows where field = 'whole_hours'",
        """select s.first_month, r.person, cell, coalesce(sum(l.claimed_minutes), 0) / 60.0
        from statement_rows r join same s using (statement_version)
          left join line l on l.person = r.person and l.fund = s.fund
            and l.month between first_month and last_month
        where field = 'whole_hours' and rows_are = 'participants' group by r.rowid
        having cast(cell as real) <> coalesce(sum(l.claimed_minutes), 0) / 60.0""",
    ),
    (
        "a statement's named rows are its persons",
        "select count(*) from statements where rows_are = 'participants'",
        """select s.statement_version, persons, count(distinct person)
        from statements s join statement_rows r using (statement_version)
        where rows_are = 'participants' group by 1
        having persons <> count(distinct person) + protected_persons""",
    ),
    (
        "hours in a sent claim are of persons in the months that were sent",
        """select count(*) from claimed_certificates join certified_lines using (certificate)
        where claimed_minutes > 0""",
        """select k.claim, l.month, l.person, l.claimed_minutes
        from claimed_certificates k join line l using (certificate)
          join statements s on s.fund = l.fund and s.rows_are = 'participants'
            and s.in_force = 'yes' and l.month between s.first_month and s.last_month
        where l.claimed_minutes > 0 and not exists (
          select 1 from statement_rows r join statements t using (statement_version)
          where r.person = l.person and (t.fund, t.layout, t.first_month)
            = (s.fund, s.layout, s.first_month))""",
    ),
    (
        "an employer's certificates are one unbroken chain",
        "select count(*) from certificates",
        """select organisation, digest_before, count(*) from certificates c group by 1,
          2 having count(*) > 1 or
          (digest_before <> '' and not exists (select 1 from certificates d
            where d.organisation = c.organisation
            and d.digest = c.digest_before))""",
    ),
    (
        "each statement follows the one sent before it",
        "select count(*) from statements where state = 'sent'",
        """select statement_version, before from (select statement_version, digest_before,
          lag(digest, 1, '') over
          (partition by fund, layout order by place) as before from statements
            where state = 'sent') where digest_before <> before""",
    ),
]


def read(folder: Path) -> sqlite3.Connection:
    """The files as tables; columns of minutes, money and versions are whole numbers."""
    base = sqlite3.connect(":memory:")
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file, delimiter=";")
        columns = ", ".join(f'"{name}" {kind(name)}' for name in head)
        base.execute(f"create table {path.stem} ({columns})")
        marks = ", ".join("?" * len(head))
        base.executemany(f"insert into {path.stem} values ({marks})", rows)
    base.execute("create table today (day text)")
    text = (folder / "README.md").read_text(encoding="utf-8")
    written = re.search(r"Framställt den (\d{4}-\d\d-\d\d)", text)
    if written is None:
        raise ValueError(f"{folder}/README.md does not say of which day the files are.")
    base.execute("insert into today values (?)", written.groups())
    base.executescript(VIEWS)
    return base


def kind(name: str) -> str:
    is_number = NUMBERS.search(name) and name != "statement_version"
    return "integer" if is_number else "text"


def figures_of(base: sqlite3.Connection) -> dict[tuple, int]:
    """Every figure by name, fund, month and what it is about, as the rows say."""
    own: dict[tuple, int] = {}
    for figure, query in FIGURES:
        own.update({(figure, *row[:3]): row[3] for row in base.execute(query)})
    for *key, value in base.execute("select figure, fund, month, about, value from protected"):
        own[tuple(key)] = own.get(tuple(key), 0) + value
    return own


def audit(folder: Path) -> bool:
    """Tell what was compared; whether everything is equal."""
    base = read(folder)
    own = figures_of(base)
    said = {
        tuple(key): value
        for *key, value in base.execute("select figure, fund, month, about, value from figures")
        if key[0] != "statement_differs"
    }
    differing = sorted(key for key in said.keys() | own.keys() if said.get(key) != own.get(key))
    equal = Counter(key[0] for key in said if key not in differing)
    print(f"== {folder.name}: {len(said)} figures, {sum(equal.values())} equal")
    print("  " + ", ".join(f"{name} {number}" for name, number in sorted(equal.items())))
    for key in differing:
        print("  DIFFERENT", *(part or "-" for part in key), said.get(key), own.get(key))
    return not (differing + checked(base))


def checked(base: sqlite3.Connection) -> list[tuple]:
    """The rows that say something else than other rows do."""
    wrong = []
    for what, rows, query in CHECKS:
        found = base.execute(query).fetchall()
        print(f"  {what}: {base.execute(rows).fetchone()[0]} looked at, {len(found)} differ")
        for row in found:
            print("   ", *row)
        wrong += found
    return wrong


if __name__ == "__main__":
    sys.exit(0 if min([audit(Path(name)) for name in sys.argv[1:]], default=False) else 1)
