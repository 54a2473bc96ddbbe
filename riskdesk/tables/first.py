"""Version 1: the log, the register and its risks."""

FIRST = """
create table step (
    id integer primary key,
    uuid text not null unique,
    at text not null,
    author text not null check (author <> ''),
    title text not null check (title <> ''),
    reason text not null,
    kind text not null check (kind in ('origin', 'edit', 'undo', 'redo')),
    undoes integer references step (id),
    seal text check (length(seal) = 64)
) strict;
create index step_open on step (id) where seal is null;

create table change (
    id integer primary key autoincrement,
    step_id integer not null references step (id),
    table_name text not null,
    row_id integer not null,
    risk_id integer,
    before text,
    after text
) strict;
create index change_step on change (step_id);
create index change_risk on change (risk_id) where risk_id is not null;
create index change_register on change (id) where table_name = 'register';
create index change_score on change (row_id) where table_name = 'score';

create table scheme (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null,
    definition text not null check (json_valid(definition))
) strict;

create table register (
    id integer primary key autoincrement check (id = 1),
    uuid text not null unique,
    title text not null check (title <> ''),
    organisation text not null,
    as_at text check (as_at = date(as_at)),
    review_cycle text not null check (review_cycle in ('monthly', 'six_weekly', 'bi_monthly', 'quarterly')),
    appetite text not null,
    appetite_statement text not null,
    inherent_word text not null check (inherent_word <> ''),
    current_word text not null check (current_word <> ''),
    target_word text not null check (target_word <> ''),
    source text not null,
    source_note text not null,
    scheme_id integer not null references scheme (id)
) strict;

create table partner (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> '')
) strict;

create table category (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    appetite text not null
) strict;

create table objective (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    kind text not null check (kind in ('objective', 'plan_scheme'))
) strict;

create table owner (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    organisation text not null,
    kind text not null check (kind in ('person', 'post', 'body'))
) strict;

create table risk (
    id integer primary key autoincrement,
    uuid text not null unique,
    ref text not null,
    heading text not null,
    description text not null,
    cause text not null,
    event text not null,
    effect text not null,
    category_id integer references category (id),
    objective_id integer references objective (id),
    response text check (response in ('treat', 'tolerate', 'transfer', 'terminate')),
    proximity text not null,
    target_date text not null,
    bearer text not null,
    financial_low integer,
    financial_likely integer,
    financial_high integer,
    financial_narrative text not null,
    status text not null check (status in ('draft', 'open', 'closed')),
    closed_on text check (closed_on = date(closed_on)),
    closed_reason text not null,
    raised_on text check (raised_on = date(raised_on)),
    raised_by text not null,
    last_reviewed text check (last_reviewed = date(last_reviewed)),
    next_review text check (next_review = date(next_review)),
    comments text not null,
    check (status <> 'closed' or closed_reason <> '')
) strict;

create table score (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    stage text not null check (stage in ('inherent', 'current', 'target')),
    impact integer check (impact > 0),
    likelihood integer check (likelihood > 0),
    stated integer,
    rationale text not null,
    unique (risk_id, stage)
) strict;

create table risk_owner (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    owner_id integer not null references owner (id),
    position integer not null
) strict;
create index risk_owner_risk on risk_owner (risk_id);
create index risk_owner_owner on risk_owner (owner_id);

create table risk_partner (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    partner_id integer not null references partner (id),
    position integer not null
) strict;
create index risk_partner_risk on risk_partner (risk_id);

create table control (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    position integer not null,
    text text not null check (text <> ''),
    state text not null check (state in ('in_place', 'partly', 'planned')),
    implemented text not null,
    effectiveness text check (effectiveness in ('effective', 'partly_effective', 'ineffective')),
    owner_id integer references owner (id),
    assurance_line text check (assurance_line in ('1', '2', '3')),
    assurance text not null,
    gaps text not null
) strict;
create index control_risk on control (risk_id);

create table action (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    position integer not null,
    text text not null check (text <> ''),
    owner_id integer references owner (id),
    due text not null,
    status text not null check (status in ('not_started', 'in_progress', 'done', 'cancelled')),
    progress integer not null check (progress between 0 and 100),
    done_on text check (done_on = date(done_on)),
    barrier text not null,
    cost integer,
    cuts text check (cuts in ('impact', 'likelihood', 'both'))
) strict;
create index action_risk on action (risk_id);

create table action_note (
    id integer primary key autoincrement,
    uuid text not null unique,
    action_id integer not null references action (id),
    noted_on text not null check (noted_on = date(noted_on)),
    author text not null,
    text text not null check (text <> '')
) strict;
create index action_note_action on action_note (action_id);

create table source_cell (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    position integer not null,
    heading text not null,
    text text not null
) strict;
create index source_cell_risk on source_cell (risk_id);
"""
