using System.Globalization;

namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>What Linux tells about processes under <c>/proc</c>.</summary>
internal static class ProcFile
{
    // USER_HZ, in which /proc counts: 100 on every platform that .NET runs on.
    private const double TicksPerSecond = 100;
    private const long BytesPerKibibyte = 1_024;

    // Fields of /proc/PID/stat, counted from the one after the name, which may hold blanks.
    private const int UserTime = 11;
    private const int SystemTime = 12;
    private const int ChildrenUserTime = 13;
    private const int ChildrenSystemTime = 14;

    /// <summary>The largest resident set so far; zero for a process that has ended.</summary>
    public static long PeakBytes(int processId)
    {
        const string Field = "VmHWM:";
        var line = Lines($"/proc/{processId}/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
        return line is null
            ? 0
            : long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * BytesPerKibibyte;
    }

    /// <summary>The time a process has computed so far.</summary>
    public static TimeSpan Cpu(int processId) => Sum($"/proc/{processId}/stat", UserTime, SystemTime);

    /// <summary>The time that all ended children of this process have computed.</summary>
    public static TimeSpan CpuOfEndedChildren() => Sum("/proc/self/stat", ChildrenUserTime, ChildrenSystemTime);

    private static TimeSpan Sum(string path, int first, int second)
    {
        var line = Lines(path).FirstOrDefault("");
        var fields = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length <= second ? TimeSpan.Zero : TimeSpan.FromSeconds((Ticks(fields[first]) + Ticks(fields[second])) / TicksPerSecond);
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    // A process may end while it is looked at.
    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
