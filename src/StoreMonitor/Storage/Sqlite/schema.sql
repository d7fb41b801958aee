-- The schema, whole. Instants and durations are 64-bit microseconds; EF Core maps these tables (MonitorDb), and a test compares the two.

-- "StMo": tells our databases from those of other programs.
PRAGMA application_id = 1400130927;
PRAGMA user_version = 3;

-- One row about all facts together.
CREATE TABLE facts (
    id INTEGER NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    latest_poll_us INTEGER,
    store_count INTEGER NOT NULL,
    store_sum INTEGER NOT NULL,
    session INTEGER NOT NULL,
    database_id INTEGER NOT NULL,
    checksum INTEGER NOT NULL
);

-- A store that any file has named. Every other table refers to it by its key.
CREATE TABLE stores (
    store_key INTEGER NOT NULL PRIMARY KEY,
    store_id TEXT NOT NULL,
    zone_id TEXT,
    week TEXT,

    -- Why the hours, or the zone, that a file named could not be read, while nothing else is known of them (rule R2).
    week_problem TEXT,
    zone_problem TEXT,

    -- Where the latest chunk of polls begins, and how many changes of the store were ever recorded. The checksum covers all columns, and
    -- those of store_details (StoreChecksum).
    last_chunk_us INTEGER,
    changes INTEGER NOT NULL DEFAULT 0,
    checksum INTEGER NOT NULL
);

CREATE UNIQUE INDEX stores_by_id ON stores (store_id);

-- What is known of a store beside its undated week and zone; most stores have no row. Beside stores, whose rows are rewritten with the
-- polls. Each text is JSON (Storage/Calendars), except the name.
CREATE TABLE store_details (
    store_key INTEGER NOT NULL PRIMARY KEY REFERENCES stores (store_key) ON DELETE RESTRICT,
    name TEXT,
    own_groups TEXT,
    listed_groups TEXT,
    dated_weeks TEXT,
    dated_zones TEXT,
    special_hours TEXT,
    closures TEXT
);

-- Clustered on its key, so that the polls of a store lie side by side in order of time.
CREATE TABLE poll_chunks (
    store_key INTEGER NOT NULL REFERENCES stores (store_key) ON DELETE RESTRICT,
    from_us INTEGER NOT NULL,
    polls TEXT NOT NULL,
    prev_us INTEGER,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (store_key, from_us)
) WITHOUT ROWID;

-- Live polls that are not in chunks yet: one row for each commit, in the order of the commits. Later rows go before earlier ones, and all of
-- them before the chunks. The versions chain the rows: the first one follows that of "facts" (LogEntry). The text is last, so that the
-- other columns can be read without it.
CREATE TABLE poll_log (
    sequence INTEGER NOT NULL PRIMARY KEY,
    after_version INTEGER NOT NULL,
    version INTEGER NOT NULL,
    latest_poll_us INTEGER NOT NULL,
    from_us INTEGER NOT NULL,
    poll_count INTEGER NOT NULL,
    text_checksum INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    polls TEXT NOT NULL
);

-- Each input file as it was when it was last ingested. A database without rows here was never loaded.
CREATE TABLE ingested_files (
    path TEXT NOT NULL PRIMARY KEY,
    length INTEGER NOT NULL,
    written_at_us INTEGER NOT NULL
) WITHOUT ROWID;

-- Who changed facts of stores, when, and by what.
CREATE TABLE change_sets (
    change_set INTEGER NOT NULL PRIMARY KEY,
    at_us INTEGER NOT NULL,
    who TEXT NOT NULL,
    source TEXT NOT NULL,
    checksum INTEGER NOT NULL
);

-- Each change of a store's facts, numbered from 1 for each store; the column names the kind of fact. Polls are not recorded.
CREATE TABLE fact_changes (
    store_key INTEGER NOT NULL REFERENCES stores (store_key) ON DELETE RESTRICT,
    number INTEGER NOT NULL,
    change_set INTEGER NOT NULL REFERENCES change_sets (change_set) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    value_before TEXT,
    value_after TEXT,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (store_key, number)
) WITHOUT ROWID;

-- For people and other programs that read the database with SQL.
CREATE VIEW logged_polls AS
SELECT store_key, at_us, status FROM (
    SELECT store_key, at_us, status, row_number() OVER (PARTITION BY store_key, at_us ORDER BY sequence DESC, position DESC) AS recency
    FROM (
        SELECT l.sequence, p.key AS position, p.value ->> 0 AS store_key, l.from_us + ((p.value ->> 1) >> 1) AS at_us,
            (p.value ->> 1) & 1 AS status
        FROM poll_log l, json_each(l.polls) p))
WHERE recency = 1;

CREATE VIEW polls AS
SELECT store_key, at_us, status FROM (
    SELECT c.store_key, c.from_us + (p.value >> 1) AS at_us, p.value & 1 AS status FROM poll_chunks c, json_each(c.polls) p)
WHERE (store_key, at_us) NOT IN (SELECT store_key, at_us FROM logged_polls)
UNION ALL
SELECT store_key, at_us, status FROM logged_polls;

CREATE VIEW business_hours AS
SELECT s.store_key, h.value ->> 0 AS day, h.value ->> 1 AS opens_at_s, h.value ->> 2 AS closes_at_s
FROM stores s, json_each(s.week) h;

-- Without times on a date on which the store stays closed.
CREATE VIEW special_hours AS
SELECT d.store_key, e.value ->> 0 AS date, h.value ->> 1 AS opens_at_s, h.value ->> 2 AS closes_at_s
FROM store_details d, json_each(d.special_hours) e LEFT JOIN json_each(e.value -> 1) h;

CREATE VIEW closures AS
SELECT d.store_key, c.value ->> 0 AS from_us, c.value ->> 1 AS to_us, c.value ->> 2 AS reason
FROM store_details d, json_each(d.closures) c;

CREATE VIEW store_groups AS
SELECT d.store_key, g.value AS group_name FROM store_details d, json_each(d.own_groups) g
UNION
SELECT d.store_key, g.value FROM store_details d, json_each(d.listed_groups) g;
