using System.Diagnostics;

namespace StoreMonitor.Tests.Support;

/// <summary>A small tmpfs, unmounted when disposed of. Mounting it needs rights that not every user has.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Filler = "filler";

    private readonly TempFolder _folder = new();

    private SmallDisk()
    {
    }

    public string Path => Directory.CreateDirectory(_folder.Of("disk")).FullName;

    /// <summary>Why no disk can be mounted; <c>null</c> if one can.</summary>
    public static string? ProblemWithMounting()
    {
        try
        {
            using var trial = Mount(1 << 16);
            return null;
        }
        catch (Exception failure) when (failure is IOException or System.ComponentModel.Win32Exception)
        {
            return $"no disk can be mounted here: {failure.Message}";
        }
    }

    /// <exception cref="IOException">It cannot be mounted.</exception>
    public static SmallDisk Mount(long bytes)
    {
        var disk = new SmallDisk();
        var problem = Run("mount", "-t", "tmpfs", "-o", $"size={bytes}", "none", disk.Path);
        if (problem.Length == 0)
            return disk;

        disk._folder.Dispose();
        throw new IOException(problem);
    }

    /// <summary>A full disk: it accepts another file, but no byte into it.</summary>
    /// <exception cref="IOException">It cannot be mounted.</exception>
    public static SmallDisk MountFull()
    {
        const int Bytes = 1 << 16;
        var disk = Mount(Bytes);
        File.WriteAllBytes(disk.FillerPath, new byte[Bytes]);
        return disk;
    }

    /// <summary>Fills the disk, except for some bytes, until <see cref="Free"/>.</summary>
    public void Fill(int leave = 0)
    {
        using var filler = new FileStream(FillerPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            var page = new byte[4_096];
            while (true)
                filler.Write(page);
        }
        catch (IOException)
        {
            filler.SetLength(filler.Length - leave);
        }
    }

    /// <summary>Undoes <see cref="Fill"/>.</summary>
    public void Free() => File.Delete(FillerPath);

    /// <summary>Asserts that the disk holds nothing but its filler.</summary>
    public void ShouldHoldNothingElse() =>
        Directory.GetFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Should().Equal(Filler);

    public void Dispose()
    {
        Run("umount", Path).Should().BeEmpty();
        _folder.Dispose();
    }

    private string FillerPath => System.IO.Path.Combine(Path, Filler);

    // The error output of a failed program; empty if it succeeded.
    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? "" : $"{program} ended with {process.ExitCode}: {error}";
    }
}
