using System.Text;
using StoreMonitor.Files;
using StoreMonitor.Tests.Support;
using StoreMonitor.Threading;

namespace StoreMonitor.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_that_is_committed_appears_with_its_content_in_a_folder_that_is_made()
    {
        using (var file = new AtomicFile(_folder.Of("new", "a.csv")))
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

        using (var file = new AtomicFile(_folder.Of("a.csv")))
            file.Stream.Write("new"u8);

        File.ReadAllText(_folder.Of("a.csv")).Should().Be("old");
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    [Fact]
    public void A_file_takes_the_place_of_a_longer_one()
    {
        _folder.Write("a.csv", "much longer than the new one");

        using (var file = new AtomicFile(_folder.Of("a.csv")))
        {
            file.Stream.Write("new"u8);
            file.Commit();
        }

        File.ReadAllText(_folder.Of("a.csv")).Should().Be("new");
    }

    [Fact]
    public void What_a_killed_process_left_half_written_is_removed_and_what_a_living_one_writes_is_not()
    {
        _folder.Write(AtomicFile.NewPartialOf("a.csv"), "half");
        var other = _folder.Write(AtomicFile.NewPartialOf("b.csv"), "half");
        using var living = new AtomicFile(_folder.Of("a.csv"));

        AtomicFile.RemoveLeftBehind(_folder.Path, name => name == "a.csv");
        living.Commit();

        Directory.GetFiles(_folder.Path).Should().BeEquivalentTo(_folder.Of("a.csv"), other);
    }

    [Fact]
    public void Writers_of_one_file_side_by_side_leave_what_one_of_them_wrote_at_every_moment()
    {
        string[] contents = [.. Enumerable.Range(1, 4).Select(writer => new string((char)('a' + writer), writer * 10_000))];
        var written = ParallelShares.Run(contents.Length, writer => Enumerable.Range(0, 200).Select(_ =>
        {
            using (var file = new AtomicFile(_folder.Of("a.csv")))
            {
                file.Stream.Write(Encoding.UTF8.GetBytes(contents[writer]));
                file.Commit();
            }

            return File.ReadAllText(_folder.Of("a.csv"));
        }).ToList());

        written.SelectMany(texts => texts).Should().BeSubsetOf(contents);
        Directory.GetFiles(_folder.Path).Should().ContainSingle();
    }

    [FactOnSmallDisk]
    public void A_file_whose_last_bytes_a_full_disk_does_not_take_leaves_no_half()
    {
        using var disk = SmallDisk.MountFull();
        var file = new AtomicFile(Path.Combine(disk.Path, "a.csv"));
        file.Stream.Write("still in the buffer"u8);

        var dispose = file.Dispose;

        dispose.Should().Throw<IOException>();
        disk.ShouldHoldNothingElse();
    }

    public void Dispose() => _folder.Dispose();
}
