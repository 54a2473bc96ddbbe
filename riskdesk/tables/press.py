"""Version 4: what papers are printed with, and how a pooled fund's money is shared."""

PRESS = """
alter table register add column split text check (split in ('pro_rata', 'equal', 'by_scheme'));
alter table register add column contingency integer check (contingency >= 0);
alter table partner add column contribution integer check (contribution >= 0);
alter table owner add column post text not null default '';
alter table control add column assurance_gaps text not null default '';

create table scheme_share (
    id integer primary key autoincrement,
    uuid text not null unique,
    objective_id integer not null references objective (id),
    partner_id integer not null references partner (id),
    percent integer not null check (percent between 0 and 100),
    unique (objective_id, partner_id)
) strict;
create index scheme_share_partner on scheme_share (partner_id);

create table layout (
    id integer primary key autoincrement,
    uuid text not null unique,
    name text not null check (name <> ''),
    body text not null,
    purpose text check (purpose in ('decide', 'note', 'assure')),
    house text not null check (house in ('council', 'nhs')),
    sections text not null,
    colour text not null check (colour = '' or (length(colour) = 7 and substr(colour, 1, 1) = '#')),
    classification text not null,
    head text not null,
    foot text not null
) strict;

create table logo (
    id integer primary key autoincrement,
    uuid text not null unique,
    layout_id integer not null unique references layout (id),
    media_type text not null check (media_type in ('image/png', 'image/jpeg')),
    data text not null check (data <> '')
) strict;

create table narrative (
    id integer primary key autoincrement,
    uuid text not null unique,
    period_id integer references period (id),
    layout_id integer references layout (id),
    subject text not null check (subject <> ''),
    text text not null check (text <> ''),
    written_by text not null check (written_by <> ''),
    written_on text not null check (written_on = date(written_on))
) strict;
create index narrative_period on narrative (period_id);
create index narrative_layout on narrative (layout_id);

create table exemption (
    id integer primary key autoincrement,
    uuid text not null unique,
    risk_id integer not null references risk (id),
    field text not null,
    paragraph text not null check (paragraph <> ''),
    reason text not null,
    decided_by text not null check (decided_by <> ''),
    decided_on text not null check (decided_on = date(decided_on)),
    unique (risk_id, field)
) strict;
"""
