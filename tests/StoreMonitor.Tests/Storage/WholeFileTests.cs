using StoreMonitor.Storage;
using StoreMonitor.Tests.Support;

namespace StoreMonitor.Tests.Storage;

public sealed class WholeFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_that_is_committed_appears_with_its_content_in_a_folder_that_is_made()
    {
        using (var file = new WholeFile(_folder.Of("new", "a.csv")))
        {
            file.Stream.Write("x"u8);
            File.Exists(_folder.Of("new", "a.csv")).Should().BeFalse("it is not whole yet");
            file.Commit();
        }

        File.ReadAllText(_folder.Of("new", "a.csv")).Should().Be("x");
        Directory.GetFiles(_folder.Of("new")).Should().ContainSingle();
    }

    [Fact]
    public void A_file_that_is_not_committed_leaves_the_old_one()
    {
        _folder.Write("a.csv", "old");

        using (var file = new WholeFile(_folder.Of("a.csv")))
            file.Stream.Write("new"u8);

        File.ReadAllText(_folder.Of("a.csv")).Should().Be("old");
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_file_takes_the_place_of_a_longer_one()
    {
        _folder.Write("a.csv", "much longer than the new one");

        using (var file = new WholeFile(_folder.Of("a.csv")))
        {
            file.Stream.Write("new"u8);
            file.Commit();
        }

        File.ReadAllText(_folder.Of("a.csv")).Should().Be("new");
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_in_nobodys_way()
    {
        _folder.Write("a.csv" + WholeFile.PartialSuffix, "half of something longer");

        using (var file = new WholeFile(_folder.Of("a.csv")))
        {
            file.Stream.Write("x"u8);
            file.Commit();
        }

        File.ReadAllText(_folder.Of("a.csv")).Should().Be("x");
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    [FactOnLinux]
    public void A_file_whose_last_bytes_a_full_disk_does_not_take_leaves_no_half()
    {
        // Every write to it ends as on a full disk.
        File.CreateSymbolicLink(_folder.Of("a.csv" + WholeFile.PartialSuffix), "/dev/full");
        var file = new WholeFile(_folder.Of("a.csv"));
        file.Stream.Write("still in the buffer"u8);

        var dispose = file.Dispose;

        dispose.Should().Throw<IOException>();
        Directory.GetFiles(_folder.Path).Should().BeEmpty();
    }

    public void Dispose() => _folder.Dispose();
}
