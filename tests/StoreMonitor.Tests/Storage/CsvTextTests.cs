using CsCheck;
using StoreMonitor.Files;

namespace StoreMonitor.Tests.Storage;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("8419537941919820732", "8419537941919820732")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("two\rlines", "\"two\rlines\"")]
    [InlineData("=1+2", "'=1+2")]
    [InlineData("+1", "+1")]
    [InlineData("-1", "-1")]
    [InlineData("-8125470391182634017", "-8125470391182634017")]
    [InlineData("+4915112345678", "+4915112345678")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("-1+2", "'-1+2")]
    [InlineData("-.5", "'-.5")]
    [InlineData("-1.", "'-1.")]
    [InlineData("-1.2.3", "'-1.2.3")]
    [InlineData("+", "'+")]
    [InlineData("--1", "'--1")]
    [InlineData("-x", "'-x")]
    [InlineData("+１", "'+１")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("''=1+1", "'''=1+1")]
    [InlineData("'-1", "'-1")]
    [InlineData("'x", "'x")]
    [InlineData("'", "'")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\nx", "\"'\nx\"")]
    [InlineData("=\"a\",1", "\"'=\"\"a\"\",1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a=1", "a=1")]
    public void A_field_is_quoted_where_it_must_be_and_is_never_a_formula(string text, string field) =>
        CsvText.Field(text).Should().Be(field);

    [Fact]
    public void Different_texts_have_different_fields_and_a_guarded_one_leads_back() =>
        Gen.String[Gen.Char["'=+-1.x,"], 0, 6].Array[2].Sample(texts =>
        {
            var fields = texts.Select(CsvText.Field).ToArray();

            (fields[0] == fields[1]).Should().Be(texts[0] == texts[1], string.Join(" | ", texts));
            if (fields[0] == "'" + texts[0])
                CsvText.Unguarded(fields[0]).Should().Be(texts[0]);
        });

    [Theory]
    [InlineData("'=1+1", "=1+1")]
    [InlineData("''=1+1", "'=1+1")]
    [InlineData("=1+1", null)]
    [InlineData("'-1", null)]
    [InlineData("'x", null)]
    [InlineData("'", null)]
    [InlineData("", null)]
    public void A_guard_is_removed_only_where_one_was_needed(string field, string? text) => CsvText.Unguarded(field).Should().Be(text);
}
