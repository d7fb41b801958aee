using System.Globalization;
using System.Text;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Files;
using StoreMonitor.Settings;

namespace StoreMonitor.Sampling;

/// <summary>Writes a synthetic data set as three atomic files, without holding the polls in memory.</summary>
internal static class SampleWriter
{
    private const int BufferSize = 1 << 16;
    private const int LongestRow = 1 << 10;
    private const string StatusName = "store_status.csv";
    private const string HoursName = "menu_hours.csv";
    private const string ZonesName = "timezones.csv";

    private static readonly string[] Names = [HoursName, ZonesName, StatusName];

    /// <returns>The number of polls written.</returns>
    /// <exception cref="UsageException">A file that the verb did not write would be replaced.</exception>
    public static long Write(SampleOptions options, CancellationToken cancel)
    {
        var dice = new Dice((ulong)options.Seed).At(0);
        var written = new WrittenFiles(options.Output);
        written.EnsureReplaceable(Names, options.IsForced);
        Directory.CreateDirectory(options.Output);
        var stores = SampleStores.Generate(options.Stores, dice).ToList();
        WriteHoursAndZones(options.Output, stores);
        written.Record(HoursName, ZonesName);
        var polls = WritePolls(Path.Combine(options.Output, StatusName), stores, new SamplePolls(options, stores, dice), cancel);
        written.Record(StatusName);
        return polls;
    }

    private static void WriteHoursAndZones(string output, List<SampleStore> stores)
    {
        var hours = stores.SelectMany(store => store.Rows.Select(row => string.Create(
            CultureInfo.InvariantCulture, $"{store.Id},{(int)row.Day - 1},{row.Opens:HH:mm:ss},{row.Closes:HH:mm:ss}")));
        WriteText(Path.Combine(output, HoursName), "store_id,dayOfWeek,start_time_local,end_time_local", hours);
        WriteText(Path.Combine(output, ZonesName), "store_id,timezone_str", stores
            .Where(store => store.ZoneId is not null)
            .Select(store => $"{store.Id},{store.ZoneId}"));
    }

    private static void WriteText(string path, string header, IEnumerable<string> rows) =>
        WriteBytes(path, Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n"));

    private static void WriteBytes(string path, byte[] content)
    {
        using var file = NewFile(path);
        file.Stream.Write(content);
        file.Commit();
    }

    private static AtomicFile NewFile(string path)
    {
        AtomicFile.RemoveLeftBehind(Path.GetDirectoryName(path)!, name => name == Path.GetFileName(path));
        return new AtomicFile(path);
    }

    private static long WritePolls(string path, List<SampleStore> stores, SamplePolls polls, CancellationToken cancel)
    {
        // The text before the instant of a row, by store and status.
        var starts = stores.Select(store => (
            Inactive: Encoding.UTF8.GetBytes($"{store.Id},inactive,"),
            Active: Encoding.UTF8.GetBytes($"{store.Id},active,"))).ToArray();

        using var file = NewFile(path);
        file.Stream.Write("store_id,status,timestamp_utc\n"u8);
        var buffer = new byte[BufferSize + LongestRow];
        var text = new PollInstantText();
        var (length, count) = (0, 0L);
        foreach (var (store, poll) in polls.All())
        {
            var start = poll.Status == StoreStatus.Active ? starts[store].Active : starts[store].Inactive;
            start.CopyTo(buffer, length);
            length += start.Length;
            length += text.Write(poll.AtMicroseconds, buffer.AsSpan(length));
            count++;
            if (length < BufferSize)
                continue;

            cancel.ThrowIfCancellationRequested();
            file.Stream.Write(buffer, 0, length);
            length = 0;
        }

        file.Stream.Write(buffer, 0, length);
        file.Commit();
        return count;
    }

    /// <summary>Formats instants as exports do, <c>2024-10-03 23:33:20.4127 UTC</c>, and caches the text of the date.</summary>
    private sealed class PollInstantText
    {
        private const long MicrosecondsPerSecond = 1_000_000;
        private const long MicrosecondsPerDay = 24 * 3_600 * MicrosecondsPerSecond;

        private byte[] _date = [];
        private long _day = long.MinValue;

        public int Write(long microseconds, Span<byte> target)
        {
            var (day, ofDay) = Math.DivRem(microseconds, MicrosecondsPerDay);
            if (ofDay < 0)
                (day, ofDay) = (day - 1, ofDay + MicrosecondsPerDay);
            if (day != _day)
            {
                _day = day;
                _date = Encoding.ASCII.GetBytes(
                    UnixMicroseconds.ToInstant(microseconds).ToString("uuuu-MM-dd' '", CultureInfo.InvariantCulture));
            }

            var second = (int)(ofDay / MicrosecondsPerSecond);
            _date.CopyTo(target);
            var length = _date.Length;
            length += WriteDigits(target[length..], second / 3_600, 2, (byte)':');
            length += WriteDigits(target[length..], second / 60 % 60, 2, (byte)':');
            length += WriteDigits(target[length..], second % 60, 2, (byte)'.');
            length += WriteDigits(target[length..], (int)(ofDay % MicrosecondsPerSecond), 6, (byte)' ');

            // Trailing zeros of the fraction are trimmed, and so is a trailing point.
            length--;
            while (target[length - 1] == '0')
                length--;
            if (target[length - 1] == '.')
                length--;
            " UTC\n"u8.CopyTo(target[length..]);
            return length + 5;
        }

        private static int WriteDigits(Span<byte> target, int number, int digits, byte end)
        {
            for (var index = digits - 1; index >= 0; index--, number /= 10)
                target[index] = (byte)('0' + (number % 10));
            target[digits] = end;
            return digits + 1;
        }
    }
}
