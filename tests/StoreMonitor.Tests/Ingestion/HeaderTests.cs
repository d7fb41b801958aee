using System.Text;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class HeaderTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("in another order", "timestamp_utc,store_id,status", "2024-10-07 10:00:00 UTC,a,active")]
    [InlineData("with extra columns", "x,store_id,y,status,timestamp_utc,z", "1,a,\"2,3\",active,2024-10-07 10:00:00 UTC,")]
    [InlineData("in another case", "STORE_ID,Status,TimeStamp_UTC", "a,active,2024-10-07 10:00:00 UTC")]
    [InlineData("in quotes", "\"store_id\",\"status\",\"timestamp_utc\"", "a,active,2024-10-07 10:00:00 UTC")]
    [InlineData("with blanks around them", " store_id , status ,\ttimestamp_utc ", "a,active,2024-10-07 10:00:00 UTC")]
    [InlineData("with a column without a name", ",store_id,status,timestamp_utc", "0,a,active,2024-10-07 10:00:00 UTC")]
    public void Status_columns_load(string label, string header, string row)
    {
        _cli.Write("store_status.csv", header, row);

        _cli.Ingest();

        _cli.Facts.Polls.Should().Equal(["a 2024-10-07T10:00:00Z active"], label);
    }

    [Theory]
    [InlineData("store_id,dayOfWeek,start_time_local,end_time_local")]
    [InlineData("store_id,day,start_time_local,end_time_local")]
    [InlineData("store_id,day_of_week,start_time_local,end_time_local")]
    [InlineData("store_id,DAYOFWEEK,Start_Time_Local,END_TIME_LOCAL")]
    [InlineData("Store_Id,Day,start_time_local,end_time_local")]
    public void The_weekday_goes_by_several_names(string header)
    {
        _cli.WriteStatus();
        _cli.Write("menu_hours.csv", header, "a,6,9:00,12:00");

        _cli.Ingest();

        _cli.Facts.Hours.Should().Equal("a 6 09:00:00-12:00:00");
    }

    [Theory]
    [InlineData("store_id,store_id,status,timestamp_utc", "store_id")]
    [InlineData("store_id,status,timestamp_utc, Status ", "status")]
    public async Task A_column_that_is_there_twice_refuses_the_file(string header, string column)
    {
        _cli.Write("store_status.csv", header, "a,active,2024-10-07 10:00:00 UTC,inactive");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain($"store_status.csv: the header has the column '{column}' 2 times").And.Contain("nothing of it was stored");
        _cli.Facts.Polls.Should().BeEmpty();
    }

    [Fact]
    public void A_column_that_is_not_wanted_may_be_there_twice()
    {
        _cli.Write("store_status.csv", "note,store_id,note,status,timestamp_utc", "x,a,y,active,2024-10-07 10:00:00 UTC");

        _cli.Ingest();

        _cli.Facts.Polls.Should().ContainSingle();
    }

    [Fact]
    public void Hours_and_zones_load_with_columns_in_another_order_and_extra_ones()
    {
        _cli.WriteStatus();
        _cli.Write("menu_hours.csv", "end_time_local,note,day,start_time_local,store_id", "12:00,lunch,3,09:00,a");
        _cli.Write("timezones.csv", "timezone_str,note,store_id", "UTC,x,a");

        _cli.Ingest();

        _cli.Facts.Hours.Should().Equal("a 3 09:00:00-12:00:00");
        _cli.Facts.Zones.Should().Equal("a UTC");
    }

    [Fact]
    public async Task A_header_alone_is_a_file_without_rows()
    {
        _cli.WriteStatus();

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(0);
        run.Results.Should().StartWith("store_status.csv: read 0, stored 0, unchanged 0, replaced 0, removed 0, kept 0, rejected 0, ");
    }

    [Fact]
    public void A_header_alone_without_a_line_end_is_a_file_without_rows()
    {
        _cli.WriteRaw("store_status.csv", Cli.StatusHeader);

        _cli.Ingest().Files.Should().ContainSingle().Which.Read.Should().Be(0);
    }

    [Fact]
    public void Blank_lines_before_the_header_are_passed_over()
    {
        _cli.WriteRaw("store_status.csv", $"\n\r\n{Cli.StatusHeader}\na,active,2024-10-07 10:00:00 UTC\n");

        _cli.Ingest();

        _cli.Facts.Polls.Should().ContainSingle();
    }

    [Theory]
    [InlineData("store_status.csv", "store_id,state,timestamp_utc", "lacks 'status': found 'store_id', 'state', 'timestamp_utc', wanted 'store_id', 'status', 'timestamp_utc'")]
    [InlineData("store_status.csv", "a,b", "lacks 'store_id', 'status', 'timestamp_utc': found 'a', 'b', wanted 'store_id', 'status', 'timestamp_utc'")]
    [InlineData("menu_hours.csv", "store_id,weekday,start_time_local,end_time_local", "lacks 'dayOfWeek': found 'store_id', 'weekday', 'start_time_local', 'end_time_local', wanted 'store_id', 'dayOfWeek', 'start_time_local', 'end_time_local'")]
    [InlineData("timezones.csv", "store_id|timezone_str", "lacks 'store_id', 'timezone_str': found 'store_id|timezone_str', wanted 'store_id', 'timezone_str'")]
    [InlineData("timezones.csv", "store_id;zone", "lacks 'timezone_str': found 'store_id', 'zone', wanted 'store_id', 'timezone_str'")]
    [InlineData("store_status.csv", "store_id,status,\u001b[2J", "found 'store_id', 'status', '\\u001b[2J', wanted")]
    public async Task A_file_that_lacks_a_column_is_refused_with_the_columns_found_and_wanted(string file, string header, string message)
    {
        _cli.WriteStatus("a,active,2024-10-07 10:00:00 UTC");
        _cli.WriteHours("a,0,09:00,12:00");
        _cli.WriteZones("a,UTC");
        _cli.Write(file, header, "a,0,09:00,12:00");

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain(file).And.Contain(message).And.Contain("nothing of it was stored");
        _cli.Facts.Stores.Should().BeEmpty("headers are read before anything is stored");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public async Task An_empty_file_is_refused(string content)
    {
        _cli.WriteRaw("store_status.csv", Encoding.UTF8.GetBytes(content));

        var run = await _cli.Run("ingest");

        run.ExitCode.Should().Be(1);
        run.Diagnostics.Should().Contain("store_status.csv: the header lacks 'store_id', 'status', 'timestamp_utc'");
        run.Diagnostics.Should().NotContain("   at ");
    }

    public void Dispose() => _cli.Dispose();
}
