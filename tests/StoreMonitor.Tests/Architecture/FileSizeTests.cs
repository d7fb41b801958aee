namespace StoreMonitor.Tests.Architecture;

public sealed class FileSizeTests
{
    private const int MostLinesOfProgram = 49;
    private const int MostLines = 300;

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
}
