namespace StoreMonitor.Tests.Architecture;

public sealed class FileSizeTests
{
    private const int MostLinesOfProgram = 49;
    private const int MostLines = 300;
    private const int MostColumns = 140;

    [Fact]
    public void Program_is_a_table_of_contents()
    {
        var program = SourceFile.All.Single(file => file.Path == "StoreMonitor/Program.cs");

        program.Lines.Should().BeLessThanOrEqualTo(MostLinesOfProgram);
    }

    [Fact]
    public void No_source_file_is_longer_than_one_can_read()
    {
        var longFiles = SourceFile.All.Where(file => file.Lines > MostLines);

        longFiles.Should().BeEmpty();
    }

    [Fact]
    public void No_source_line_ends_beyond_column_140()
    {
        var longLines = SourceFile.All.SelectMany(file => file.Text.Split('\n')
            .Select((line, index) => (Columns: line.EnumerateRunes().Count(), Place: $"{file.Path}:{index + 1}"))
            .Where(line => line.Columns > MostColumns)
            .Select(line => line.Place));

        longLines.Should().BeEmpty();
    }
}
