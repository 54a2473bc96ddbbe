"""Version 3: the monthly cycle, what goes up to committees, and what they decide."""

MONTHS = """
alter table risk add column merged_into integer references risk (id);

create index change_final on change (table_name, step_id) where table_name in ('closing', 'paper', 'decision');

create table period (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    as_at text not null check (as_at = date(as_at)),
    review_cycle text not null check (review_cycle in ('monthly', 'six_weekly', 'bi_monthly', 'quarterly')),
    previous_id integer references period (id),
    opened_by text not null check (opened_by <> ''),
    opened_on text not null check (opened_on = date(opened_on))
) strict;

create table sign_off (
    id integer primary key autoincrement,
    uuid text not null unique,
    period_id integer not null references period (id),
    partner_id integer references partner (id),
    partner text not null check (partner <> ''),
    name text not null check (name <> ''),
    post text not null,
    signed_at text not null,
    recorded_by text not null check (recorded_by <> ''),
    seal text not null
) strict;
create index sign_off_period on sign_off (period_id);

create table closing (
    id integer primary key autoincrement,
    uuid text not null unique,
    period_id integer not null unique references period (id),
    closed_by text not null check (closed_by <> ''),
    closed_on text not null check (closed_on = date(closed_on)),
    closed_at text not null,
    program text not null,
    frozen text not null
) strict;

create table paper (
    id integer primary key autoincrement,
    uuid text not null unique,
    period_id integer not null references period (id),
    kind text not null check (kind <> ''),
    title text not null,
    sha256 text not null check (length(sha256) = 64),
    pages integer not null,
    program text not null,
    issued_by text not null check (issued_by <> ''),
    issued_at text not null
) strict;
create index paper_period on paper (period_id);

create table review (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    since_id integer references period (id),
    reviewed_on text not null check (reviewed_on = date(reviewed_on)),
    reviewer text not null check (reviewer <> ''),
    outcome text not null check (outcome in ('no_change', 'changed')),
    note text not null,
    copied integer not null check (copied in (0, 1))
) strict;
create index review_risk on review (risk_id, reviewed_on);
create index review_since on review (since_id);

create table forum (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    trigger text not null
) strict;

create table escalation (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    forum_id integer not null references forum (id),
    raised_on text not null check (raised_on = date(raised_on)),
    raised_by text not null check (raised_by <> ''),
    reason text not null check (reason <> ''),
    lowered_on text check (lowered_on = date(lowered_on)),
    lowered_by text not null,
    lowered_reason text not null,
    check ((lowered_on is null) = (lowered_reason = ''))
) strict;
create index escalation_risk on escalation (risk_id);

create table remedial_plan (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    action_id integer not null unique references action (id),
    noticed_on text not null check (noticed_on = date(noticed_on)),
    days integer not null check (days > 0),
    reason text not null check (reason <> ''),
    started_by text not null check (started_by <> '')
) strict;
create index remedial_plan_risk on remedial_plan (risk_id);

create table meeting (
    id integer primary key autoincrement,
    uuid text not null unique,
    body text not null check (body <> ''),
    held_on text not null check (held_on = date(held_on)),
    period_id integer references period (id),
    started_by text not null check (started_by <> '')
) strict;

create table agenda_item (
    id integer primary key autoincrement,
    uuid text not null unique,
    meeting_id integer not null references meeting (id),
    risk_id integer not null references risk (id),
    position integer not null
) strict;
create index agenda_item_meeting on agenda_item (meeting_id);

create table decision (
    id integer primary key autoincrement,
    uuid text not null unique,
    meeting_id integer not null references meeting (id),
    risk_id integer references risk (id),
    action_id integer references action (id),
    minute text not null,
    text text not null check (text <> ''),
    stage text not null,
    score_before text not null,
    score_after text not null,
    recorded_by text not null check (recorded_by <> '')
) strict;
create index decision_meeting on decision (meeting_id);
"""
