CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" (
    "MigrationId" TEXT NOT NULL CONSTRAINT "PK___EFMigrationsHistory" PRIMARY KEY,
    "ProductVersion" TEXT NOT NULL
);

CREATE TABLE "facts" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_facts" PRIMARY KEY,
    "version" INTEGER NOT NULL
);

CREATE TABLE "stores" (
    "store_key" INTEGER NOT NULL CONSTRAINT "PK_stores" PRIMARY KEY,
    "store_id" TEXT NOT NULL,
    "zone_id" TEXT NULL
);

CREATE TABLE "business_hours" (
    "store_key" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "opens_at_s" INTEGER NOT NULL,
    "closes_at_s" INTEGER NOT NULL,
    CONSTRAINT "PK_business_hours" PRIMARY KEY ("store_key", "day", "opens_at_s", "closes_at_s"),
    CONSTRAINT "FK_business_hours_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
) WITHOUT ROWID;

CREATE TABLE "polls" (
    "store_key" INTEGER NOT NULL,
    "at_us" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    CONSTRAINT "PK_polls" PRIMARY KEY ("store_key", "at_us"),
    CONSTRAINT "FK_polls_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
) WITHOUT ROWID;

CREATE TABLE "report_jobs" (
    "sequence" INTEGER NOT NULL CONSTRAINT "PK_report_jobs" PRIMARY KEY AUTOINCREMENT,
    "report_id" TEXT NOT NULL,
    "state" INTEGER NOT NULL,
    "as_of_us" INTEGER NOT NULL,
    "interpolation" INTEGER NOT NULL,
    "max_carry_us" INTEGER NOT NULL,
    "store_key" INTEGER NULL,
    "facts_version" INTEGER NULL,
    "file_id" TEXT NULL,
    "requested_at_us" INTEGER NOT NULL,
    "started_at_us" INTEGER NULL,
    "finished_at_us" INTEGER NULL,
    "error" TEXT NULL,
    CONSTRAINT "FK_report_jobs_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
);

INSERT INTO "facts" ("id", "version")
VALUES (1, 0);
SELECT changes();


CREATE INDEX "IX_report_jobs_facts_version" ON "report_jobs" ("facts_version");

CREATE INDEX "IX_report_jobs_finished_at_us" ON "report_jobs" ("finished_at_us");

CREATE UNIQUE INDEX "IX_report_jobs_report_id" ON "report_jobs" ("report_id");

CREATE INDEX "IX_report_jobs_state_sequence" ON "report_jobs" ("state", "sequence");

CREATE INDEX "IX_report_jobs_store_key" ON "report_jobs" ("store_key");

CREATE UNIQUE INDEX "IX_stores_store_id" ON "stores" ("store_id");

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122190346_Initial', '10.0.15');

ALTER TABLE "facts" ADD "latest_poll_us" INTEGER NULL;

UPDATE facts SET latest_poll_us = (SELECT max(at_us) FROM polls);

CREATE TABLE "poll_chunks" (
    "store_key" INTEGER NOT NULL,
    "from_us" INTEGER NOT NULL,
    "polls" TEXT NOT NULL,
    CONSTRAINT "PK_poll_chunks" PRIMARY KEY ("store_key", "from_us"),
    CONSTRAINT "FK_poll_chunks_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
) WITHOUT ROWID;

INSERT INTO poll_chunks (store_key, from_us, polls)
SELECT store_key, from_us, json_group_array(2 * (at_us - from_us) + status ORDER BY at_us)
FROM (
    SELECT store_key, at_us, status, min(at_us) OVER (PARTITION BY store_key, chunk) AS from_us
    FROM (
        SELECT store_key, at_us, status, (row_number() OVER (PARTITION BY store_key ORDER BY at_us) - 1) / 48 AS chunk
        FROM polls))
GROUP BY store_key, from_us;

DROP TABLE "polls";

CREATE VIEW polls AS
SELECT c.store_key, c.from_us + (p.value >> 1) AS at_us, p.value & 1 AS status
FROM poll_chunks c, json_each(c.polls) p;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122210931_PollChunks', '10.0.15');

ALTER TABLE "stores" ADD "week" TEXT NULL;

UPDATE stores SET week = (
    SELECT json_group_array(json_array(day, opens_at_s, closes_at_s) ORDER BY day, opens_at_s, closes_at_s)
    FROM business_hours h WHERE h.store_key = stores.store_key)
WHERE store_key IN (SELECT store_key FROM business_hours);

DROP TABLE "business_hours";

CREATE VIEW business_hours AS
SELECT s.store_key, h.value ->> 0 AS day, h.value ->> 1 AS opens_at_s, h.value ->> 2 AS closes_at_s
FROM stores s, json_each(s.week) h;

INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion")
VALUES ('20261122213348_Weeks', '10.0.15');


