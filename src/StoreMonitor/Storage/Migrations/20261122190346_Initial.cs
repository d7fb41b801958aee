using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StoreMonitor.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "facts",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_facts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stores",
                columns: table => new
                {
                    store_key = table.Column<int>(type: "INTEGER", nullable: false),
                    store_id = table.Column<string>(type: "TEXT", maxLength: 128, nullable: false),
                    zone_id = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stores", x => x.store_key);
                });

            // By hand, for EF Core cannot say WITHOUT ROWID: the table is then its primary key's tree, and nothing beside it.
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

            // By hand, for EF Core cannot say WITHOUT ROWID: the table is then its primary key's tree, and nothing beside it.
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

            migrationBuilder.CreateTable(
                name: "report_jobs",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    report_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    as_of_us = table.Column<long>(type: "INTEGER", nullable: false),
                    interpolation = table.Column<int>(type: "INTEGER", nullable: false),
                    max_carry_us = table.Column<long>(type: "INTEGER", nullable: false),
                    store_key = table.Column<int>(type: "INTEGER", nullable: true),
                    facts_version = table.Column<long>(type: "INTEGER", nullable: true),
                    file_id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    requested_at_us = table.Column<long>(type: "INTEGER", nullable: false),
                    started_at_us = table.Column<long>(type: "INTEGER", nullable: true),
                    finished_at_us = table.Column<long>(type: "INTEGER", nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_jobs", x => x.sequence);
                    table.ForeignKey(
                        name: "FK_report_jobs_stores_store_key",
                        column: x => x.store_key,
                        principalTable: "stores",
                        principalColumn: "store_key",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.InsertData(
                table: "facts",
                columns: new[] { "id", "version" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_report_jobs_facts_version",
                table: "report_jobs",
                column: "facts_version");

            migrationBuilder.CreateIndex(
                name: "IX_report_jobs_finished_at_us",
                table: "report_jobs",
                column: "finished_at_us");

            migrationBuilder.CreateIndex(
                name: "IX_report_jobs_report_id",
                table: "report_jobs",
                column: "report_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_report_jobs_state_sequence",
                table: "report_jobs",
                columns: new[] { "state", "sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_report_jobs_store_key",
                table: "report_jobs",
                column: "store_key");

            migrationBuilder.CreateIndex(
                name: "IX_stores_store_id",
                table: "stores",
                column: "store_id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "business_hours");

            migrationBuilder.DropTable(
                name: "facts");

            migrationBuilder.DropTable(
                name: "polls");

            migrationBuilder.DropTable(
                name: "report_jobs");

            migrationBuilder.DropTable(
                name: "stores");
        }
    }
}
