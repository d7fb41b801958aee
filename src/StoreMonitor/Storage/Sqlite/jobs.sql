-- The schema of the file of report jobs, whole: the queue of the service and its memory of finished reports. Instants and durations are
-- 64-bit microseconds; EF Core maps the table (JobsDb), and a test compares the two.

-- "StMJ": distinguishes the file from a database of facts, and both from those of other programs.
PRAGMA application_id = 1400130890;
PRAGMA user_version = 2;

CREATE TABLE report_jobs (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id TEXT NOT NULL,
    state INTEGER NOT NULL,
    as_of_us INTEGER NOT NULL,
    interpolation INTEGER NOT NULL,
    max_carry_us INTEGER NOT NULL,
    store_id TEXT,
    request TEXT NOT NULL,
    facts_version INTEGER,
    file_id TEXT,
    file_length INTEGER,
    file_digest TEXT,
    stores INTEGER,
    stores_without_polls INTEGER,
    latest_poll_us INTEGER,
    requested_at_us INTEGER NOT NULL,
    started_at_us INTEGER,
    finished_at_us INTEGER,
    owner TEXT,
    lease_until_us INTEGER,
    attempt INTEGER NOT NULL DEFAULT 0,
    not_before_us INTEGER,
    error TEXT
);

CREATE UNIQUE INDEX report_jobs_by_report_id ON report_jobs (report_id);
CREATE INDEX report_jobs_by_state ON report_jobs (state, sequence);
CREATE INDEX report_jobs_by_finished_at ON report_jobs (finished_at_us);
CREATE INDEX report_jobs_by_file_id ON report_jobs (file_id);

-- Finds the latest complete report that asked for the same: one seek, however many reports there are.
CREATE INDEX report_jobs_by_request ON report_jobs (request, facts_version, state, sequence);
