-- The schema, whole. Instants and durations are 64-bit microseconds; EF Core maps these tables (MonitorDb), and a test compares the two.

-- "StMo": tells our databases from those of other programs.
PRAGMA application_id = 1400130927;
PRAGMA user_version = 1;

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

    -- Where the latest chunk of polls begins. The checksum covers all columns (StoreChecksum).
    last_chunk_us INTEGER,
    checksum INTEGER NOT NULL
);

CREATE UNIQUE INDEX stores_by_id ON stores (store_id);

-- Clustered on its key, so that the polls of a store lie side by side in order of time.
CREATE TABLE poll_chunks (
    store_key INTEGER NOT NULL REFERENCES stores (store_key) ON DELETE RESTRICT,
    from_us INTEGER NOT NULL,
    polls TEXT NOT NULL,
    prev_us INTEGER,
    checksum INTEGER NOT NULL,
    PRIMARY KEY (store_key, from_us)
) WITHOUT ROWID;

-- Each input file as it was when it was last ingested. A database without rows here was never loaded.
CREATE TABLE ingested_files (
    path TEXT NOT NULL PRIMARY KEY,
    length INTEGER NOT NULL,
    written_at_us INTEGER NOT NULL
) WITHOUT ROWID;

-- For people and other programs that read the database with SQL.
CREATE VIEW polls AS
SELECT c.store_key, c.from_us + (p.value >> 1) AS at_us, p.value & 1 AS status
FROM poll_chunks c, json_each(c.polls) p;

CREATE VIEW business_hours AS
SELECT s.store_key, h.value ->> 0 AS day, h.value ->> 1 AS opens_at_s, h.value ->> 2 AS closes_at_s
FROM stores s, json_each(s.week) h;
