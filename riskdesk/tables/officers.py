"""Version 2: what officers record about scores."""

SCRUTINY = """
create table waiver (
    id integer primary key autoincrement,
    uuid text not null unique,
    rule text not null check (rule <> ''),
    message text not null,
    marks text not null check (marks <> ''),
    accepted_by text not null check (accepted_by <> ''),
    accepted_on text not null check (accepted_on = date(accepted_on)),
    reason text not null check (reason <> ''),
    expires_on text check (expires_on = date(expires_on)),
    withdrawn text not null,
    withdrawn_by text not null,
    withdrawn_on text check (withdrawn_on = date(withdrawn_on)),
    check ((withdrawn = '') = (withdrawn_on is null))
) strict;

create table challenge (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    rule text not null,
    stage text check (stage in ('inherent', 'current', 'target')),
    subject text not null,
    question text not null check (question <> ''),
    sent_to text not null,
    asked_by text not null check (asked_by <> ''),
    asked_on text not null check (asked_on = date(asked_on)),
    answer text not null,
    answered_by text not null,
    answered_on text check (answered_on = date(answered_on)),
    recorded_by text not null,
    check (answered_on is null or (answer <> '' and answered_by <> ''))
) strict;
create index challenge_risk on challenge (risk_id);

create table moderation (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    stage text not null check (stage in ('inherent', 'current', 'target')),
    impact integer not null check (impact > 0),
    likelihood integer not null check (likelihood > 0),
    rationale text not null check (rationale <> ''),
    moderator text not null check (moderator <> ''),
    moderated_on text not null check (moderated_on = date(moderated_on)),
    owner_impact integer,
    owner_likelihood integer,
    owner_score text not null,
    owner_rationale text not null,
    moderated_score text not null,
    outcome text check (outcome in ('owner', 'moderator')),
    agreed_with text not null,
    agreed_by text not null,
    agreed_on text check (agreed_on = date(agreed_on)),
    agreement text not null,
    check (outcome is null or (agreed_with <> '' and agreed_by <> '' and agreed_on is not null))
) strict;
create index moderation_risk on moderation (risk_id);

create table sample (
    id integer primary key autoincrement,
    uuid text not null unique,
    seed integer not null,
    size integer not null check (size > 0),
    strata text not null,
    population integer not null,
    drawn_by text not null check (drawn_by <> ''),
    drawn_on text not null check (drawn_on = date(drawn_on))
) strict;

create table sample_item (
    id integer primary key autoincrement,
    uuid text not null unique,
    sample_id integer not null references sample (id),
    risk_id integer not null references risk (id),
    position integer not null,
    stratum text not null,
    score text not null,
    judgement text check (judgement in ('supported', 'not_supported', 'no_evidence')),
    conclusion text not null,
    concluded_by text not null,
    concluded_on text check (concluded_on = date(concluded_on)),
    check (judgement is null or (concluded_by <> '' and concluded_on is not null))
) strict;
create index sample_item_sample on sample_item (sample_id);
create index sample_item_risk on sample_item (risk_id);
"""
