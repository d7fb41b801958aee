using NodaTime;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Ingestion;

public sealed class TimestampTests : IDisposable
{
    private readonly Cli _cli = new();

    [Theory]
    [InlineData("2024-10-03 23:33:20.412748 UTC", "2024-10-03T23:33:20.412748Z")]
    [InlineData("2024-10-03 23:33:20 UTC", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03 23:33:20.4 UTC", "2024-10-03T23:33:20.4Z")]
    [InlineData("2024-10-03 23:33:20.41 UTC", "2024-10-03T23:33:20.41Z")]
    [InlineData("2024-10-03 23:33:20.412 UTC", "2024-10-03T23:33:20.412Z")]
    [InlineData("2024-10-03 23:33:20.4127 UTC", "2024-10-03T23:33:20.4127Z")]
    [InlineData("2024-10-03 23:33:20.41274 UTC", "2024-10-03T23:33:20.41274Z")]
    [InlineData("2024-10-03 23:33:20.4127489 UTC", "2024-10-03T23:33:20.412748Z")]
    [InlineData("2024-10-03 23:33:20.41274899 UTC", "2024-10-03T23:33:20.412748Z")]
    [InlineData("2024-10-03 23:33:20.412748999 UTC", "2024-10-03T23:33:20.412748Z")]
    [InlineData("1969-12-31 23:59:59.999999999 UTC", "1969-12-31T23:59:59.999999Z")]
    [InlineData("2024-10-03T23:33:20Z", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03T23:33:20.5Z", "2024-10-03T23:33:20.5Z")]
    [InlineData("2024-10-03 23:33:20Z", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03t23:33:20z", "2024-10-03T23:33:20Z")]
    [InlineData("2024-10-03T23:33:20+05:30", "2024-10-03T18:03:20Z")]
    [InlineData("2024-10-03T23:33:20-0700", "2024-10-04T06:33:20Z")]
    [InlineData("2024-10-03 23:33:20.25+00", "2024-10-03T23:33:20.25Z")]
    [InlineData("2024-10-03 23:33:20 -05:00", "2024-10-04T04:33:20Z")]
    [InlineData("2024-10-03 23:33:20.4127489990 UTC", "2024-10-03T23:33:20.412748Z")]
    [InlineData("2024-10-03 23:33:20.412748 +0000 UTC", "2024-10-03T23:33:20.412748Z")]
    [InlineData("2024-10-03 23:33 UTC", "2024-10-03T23:33:00Z")]
    [InlineData("2024-10-03T23:33Z", "2024-10-03T23:33:00Z")]
    [InlineData("2024-10-03 23:33:20 GMT", "2024-10-03T23:33:20Z")]
    [InlineData("2024-02-29 00:00:00 UTC", "2024-02-29T00:00:00Z")]
    [InlineData("2000-02-29 00:00:00 UTC", "2000-02-29T00:00:00Z")]
    [InlineData("0001-01-01 00:00:00 UTC", "0001-01-01T00:00:00Z")]
    [InlineData("1900-03-01 00:00:00 UTC", "1900-03-01T00:00:00Z")]
    public void An_instant_loads_to_the_microsecond(string text, string instant)
    {
        var file = _cli.IngestStatus($"a,active,{text}");

        file.Rejected.Should().Be(0);
        _cli.Facts.Polls.Should().Equal($"a {instant} active");
    }

    [Theory]
    [InlineData("no fraction digits", "2024-10-03 23:33:20. UTC")]
    [InlineData("a fraction of a minute", "2024-10-03 23:33.5 UTC")]
    [InlineData("an offset and another name", "2024-10-03 23:33:20 +0530 UTC")]
    [InlineData("leap second", "2016-12-31 23:59:60 UTC")]
    [InlineData("24:00", "2024-10-03 24:00:00 UTC")]
    [InlineData("minute 60", "2024-10-03 23:60:00 UTC")]
    [InlineData("Feb 29 of no leap year", "2023-02-29 00:00:00 UTC")]
    [InlineData("Feb 29 of a century", "1900-02-29 00:00:00 UTC")]
    [InlineData("Feb 30", "2024-02-30 00:00:00 UTC")]
    [InlineData("April 31", "2024-04-31 00:00:00 UTC")]
    [InlineData("month 0", "2024-00-10 00:00:00 UTC")]
    [InlineData("month 13", "2024-13-10 00:00:00 UTC")]
    [InlineData("day 0", "2024-10-00 00:00:00 UTC")]
    [InlineData("year 0", "0000-01-01 00:00:00 UTC")]
    [InlineData("year 0 in UTC", "0001-01-01T00:00:00+00:01")]
    [InlineData("year 10000 in UTC", "9999-12-31T23:59:59-00:01")]
    [InlineData("five-digit year", "12024-10-03 23:33:20 UTC")]
    [InlineData("negative year", "-024-10-03 23:33:20 UTC")]
    [InlineData("date alone", "2024-10-03")]
    [InlineData("slashes", "2024/10/03 23:33:20 UTC")]
    [InlineData("another zone", "2024-10-03 23:33:20 CST")]
    [InlineData("offset of a day", "2024-10-03T23:33:20+24:00")]
    [InlineData("offset minute 60", "2024-10-03T23:33:20+05:60")]
    [InlineData("offset cut short", "2024-10-03T23:33:20+5")]
    [InlineData("zone twice", "2024-10-03T23:33:20Z UTC")]
    [InlineData("letters", "tomorrow")]
    [InlineData("a number of seconds", "1728000000")]
    [InlineData("full-width digits", "２０２４-10-03 23:33:20 UTC")]
    public void What_is_no_instant_is_rejected(string label, string text)
    {
        _cli.WriteStatus($"a,active,{text}", "b,active,2024-10-03 23:33:20 UTC");

        var summary = _cli.Ingest();

        summary.Rejected.Select(row => row.ToString()).Should().Equal(
            [$"store_status.csv:2: timestamp_utc '{text}' is not an instant such as '2024-10-03 23:33:20.412748 UTC'"], label);
        _cli.Facts.Stores.Should().Equal("b");
    }

    [Fact]
    public void A_poll_five_minutes_ahead_of_the_clock_is_accepted_and_a_microsecond_more_is_rejected()
    {
        _cli.WriteStatus("a,active,2024-10-14 12:05:00 UTC", "a,active,2024-10-14 12:05:00.000001 UTC");

        var summary = _cli.Ingest();

        _cli.Facts.Polls.Should().Equal("a 2024-10-14T12:05:00Z active");
        summary.Rejected.Select(row => row.ToString()).Should().Equal(
            "store_status.csv:3: timestamp_utc '2024-10-14 12:05:00.000001 UTC' is more than five minutes ahead of the clock");
    }

    [Fact]
    public void The_clock_decides_what_is_ahead()
    {
        _cli.Clock.Reset(Cli.Now + Duration.FromDays(1));
        _cli.WriteStatus("a,active,2024-10-14 12:05:00.000001 UTC");

        var summary = _cli.Ingest();

        summary.Rejected.Should().BeEmpty();
    }

    [Fact]
    public void The_end_of_the_calendar_is_ahead_of_the_clock()
    {
        _cli.WriteStatus("a,active,9999-12-31T23:59:59.999999Z", "b,active,2024-10-03 23:33:20 UTC");

        var summary = _cli.Ingest();

        summary.Rejected.Should().ContainSingle().Which.Reason.Should().Be("is more than five minutes ahead of the clock");
    }

    public void Dispose() => _cli.Dispose();
}
