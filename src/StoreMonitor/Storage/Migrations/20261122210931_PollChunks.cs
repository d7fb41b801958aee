using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StoreMonitor.Storage.Migrations
{
    /// <inheritdoc />
    public partial class PollChunks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "latest_poll_us",
                table: "facts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql("UPDATE facts SET latest_poll_us = (SELECT max(at_us) FROM polls);");

            // By hand, for EF Core cannot say WITHOUT ROWID: the table is then its primary key's tree, and nothing beside it.
            migrationBuilder.Sql(
                """
                CREATE TABLE "poll_chunks" (
                    "store_key" INTEGER NOT NULL,
                    "from_us" INTEGER NOT NULL,
                    "polls" TEXT NOT NULL,
                    CONSTRAINT "PK_poll_chunks" PRIMARY KEY ("store_key", "from_us"),
                    CONSTRAINT "FK_poll_chunks_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
                ) WITHOUT ROWID;
                """);

            // 48 polls to a chunk, as in PollChunk when this was written; any number up to that will do.
            migrationBuilder.Sql(
                """
                INSERT INTO poll_chunks (store_key, from_us, polls)
                SELECT store_key, from_us, json_group_array(2 * (at_us - from_us) + status ORDER BY at_us)
                FROM (
                    SELECT store_key, at_us, status, min(at_us) OVER (PARTITION BY store_key, chunk) AS from_us
                    FROM (
                        SELECT store_key, at_us, status, (row_number() OVER (PARTITION BY store_key ORDER BY at_us) - 1) / 48 AS chunk
                        FROM polls))
                GROUP BY store_key, from_us;
                """);

            migrationBuilder.DropTable(
                name: "polls");

            // What the table was, for whoever asks in SQL.
            migrationBuilder.Sql(
                """
                CREATE VIEW polls AS
                SELECT c.store_key, c.from_us + (p.value >> 1) AS at_us, p.value & 1 AS status
                FROM poll_chunks c, json_each(c.polls) p;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP VIEW polls;");

            migrationBuilder.Sql(
                """
                CREATE TABLE "polls" (
                    "store_key" INTEGER NOT NULL,
                    "at_us" INTEGER NOT NULL,
                    "status" INTEGER NOT NULL,
                    CONSTRAINT "PK_polls" PRIMARY KEY ("store_key", "at_us"),
                    CONSTRAINT "FK_polls_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
                ) WITHOUT ROWID;
                """);

            migrationBuilder.Sql(
                """
                INSERT INTO polls (store_key, at_us, status)
                SELECT c.store_key, c.from_us + (p.value >> 1), p.value & 1
                FROM poll_chunks c, json_each(c.polls) p;
                """);

            migrationBuilder.DropTable(
                name: "poll_chunks");

            migrationBuilder.DropColumn(
                name: "latest_poll_us",
                table: "facts");
        }
    }
}
