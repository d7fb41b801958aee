-- The facts. Instants and durations are 64-bit microseconds; texts and checksums are those of SQLite (docs/decisions/0019).

-- One row about all facts together.
CREATE TABLE facts (
    id integer NOT NULL PRIMARY KEY,
    version bigint NOT NULL,
    latest_poll_us bigint,
    store_count bigint NOT NULL,
    store_sum bigint NOT NULL,
    session bigint NOT NULL,
    database_id bigint NOT NULL,
    checksum bigint NOT NULL
);

-- A store that any file has named. Every other table refers to it by its key. Ids are ordered by their UTF-8 bytes.
CREATE TABLE stores (
    store_key integer NOT NULL PRIMARY KEY,
    store_id text COLLATE "C" NOT NULL,
    zone_id text COLLATE "C",
    week text COLLATE "C",

    -- Why the hours, or the zone, that a file named could not be read, while nothing else is known of them (rule R2).
    week_problem text COLLATE "C",
    zone_problem text COLLATE "C",

    -- Where the latest chunk of polls begins, and how many changes of the store were ever recorded. The checksum covers all columns, and
    -- those of store_details (StoreChecksum).
    last_chunk_us bigint,
    changes bigint NOT NULL DEFAULT 0,
    checksum bigint NOT NULL
);

CREATE UNIQUE INDEX stores_by_id ON stores (store_id);

-- What is known of a store beside its undated week and zone; most stores have no row. Each text is JSON (Storage/Calendars), except the
-- name.
CREATE TABLE store_details (
    store_key integer NOT NULL PRIMARY KEY,
    name text COLLATE "C",
    own_groups text COLLATE "C",
    listed_groups text COLLATE "C",
    dated_weeks text COLLATE "C",
    dated_zones text COLLATE "C",
    special_hours text COLLATE "C",
    closures text COLLATE "C"
);

-- No foreign key: a check for each chunk costs more than to write it, and the checksum of all stores notices a store that is missing.
CREATE TABLE poll_chunks (
    store_key integer NOT NULL,
    from_us bigint NOT NULL,
    polls text COLLATE "C" NOT NULL,
    prev_us bigint,
    checksum bigint NOT NULL,
    PRIMARY KEY (store_key, from_us)
);

-- Each input file as it was when it was last ingested. A database without rows here was never loaded.
CREATE TABLE ingested_files (
    path text COLLATE "C" NOT NULL PRIMARY KEY,
    length bigint NOT NULL,
    written_at_us bigint NOT NULL
);

-- Who changed facts of stores, when, and by what.
CREATE TABLE change_sets (
    change_set bigint NOT NULL PRIMARY KEY,
    at_us bigint NOT NULL,
    who text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    checksum bigint NOT NULL
);

-- Each change of a store's facts, numbered from 1 for each store; the column names the kind of fact. Polls are not recorded.
CREATE TABLE fact_changes (
    store_key integer NOT NULL,
    number bigint NOT NULL,
    change_set bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    value_before text COLLATE "C",
    value_after text COLLATE "C",
    checksum bigint NOT NULL,
    PRIMARY KEY (store_key, number)
);

-- For people and other programs that read the database with SQL.
CREATE VIEW polls AS
SELECT c.store_key, c.from_us + (p.value::text::bigint >> 1) AS at_us, p.value::text::bigint & 1 AS status
FROM poll_chunks c, jsonb_array_elements(c.polls::jsonb) p;

CREATE VIEW business_hours AS
SELECT s.store_key, (h.value ->> 0)::integer AS day, (h.value ->> 1)::integer AS opens_at_s, (h.value ->> 2)::integer AS closes_at_s
FROM stores s, jsonb_array_elements(s.week::jsonb) h;

-- Without times on a date on which the store stays closed.
CREATE VIEW special_hours AS
SELECT d.store_key, e.value ->> 0 AS date, (h.value ->> 1)::integer AS opens_at_s, (h.value ->> 2)::integer AS closes_at_s
FROM store_details d CROSS JOIN jsonb_array_elements(d.special_hours::jsonb) e LEFT JOIN jsonb_array_elements(e.value -> 1) h ON true;

CREATE VIEW closures AS
SELECT d.store_key, (c.value ->> 0)::bigint AS from_us, (c.value ->> 1)::bigint AS to_us, c.value ->> 2 AS reason
FROM store_details d, jsonb_array_elements(d.closures::jsonb) c;

CREATE VIEW store_groups AS
SELECT d.store_key, g.value AS group_name FROM store_details d, jsonb_array_elements_text(d.own_groups::jsonb) g
UNION
SELECT d.store_key, g.value FROM store_details d, jsonb_array_elements_text(d.listed_groups::jsonb) g;
