using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StoreMonitor.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Weeks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "week",
                table: "stores",
                type: "TEXT",
                nullable: true);

            migrationBuilder.Sql(
                """
                UPDATE stores SET week = (
                    SELECT json_group_array(json_array(day, opens_at_s, closes_at_s) ORDER BY day, opens_at_s, closes_at_s)
                    FROM business_hours h WHERE h.store_key = stores.store_key)
                WHERE store_key IN (SELECT store_key FROM business_hours);
                """);

            migrationBuilder.DropTable(
                name: "business_hours");

            // What the table was, for whoever asks in SQL.
            migrationBuilder.Sql(
                """
                CREATE VIEW business_hours AS
                SELECT s.store_key, h.value ->> 0 AS day, h.value ->> 1 AS opens_at_s, h.value ->> 2 AS closes_at_s
                FROM stores s, json_each(s.week) h;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP VIEW business_hours;");

            migrationBuilder.Sql(
                """
                CREATE TABLE "business_hours" (
                    "store_key" INTEGER NOT NULL,
                    "day" INTEGER NOT NULL,
                    "opens_at_s" INTEGER NOT NULL,
                    "closes_at_s" INTEGER NOT NULL,
                    CONSTRAINT "PK_business_hours" PRIMARY KEY ("store_key", "day", "opens_at_s", "closes_at_s"),
                    CONSTRAINT "FK_business_hours_stores_store_key" FOREIGN KEY ("store_key") REFERENCES "stores" ("store_key") ON DELETE RESTRICT
                ) WITHOUT ROWID;
                """);

            migrationBuilder.Sql(
                """
                INSERT INTO business_hours (store_key, day, opens_at_s, closes_at_s)
                SELECT s.store_key, h.value ->> 0, h.value ->> 1, h.value ->> 2
                FROM stores s, json_each(s.week) h;
                """);

            migrationBuilder.DropColumn(
                name: "week",
                table: "stores");
        }
    }
}
