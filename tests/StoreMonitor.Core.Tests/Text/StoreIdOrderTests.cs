using System.Text;
using CsCheck;
using StoreMonitor.Core.Text;

namespace StoreMonitor.Core.Tests.Text;

/// <summary>Rule R15: rows come by the UTF-8 bytes of their store ids.</summary>
public sealed class StoreIdOrderTests
{
    private static readonly Gen<string> Ids = Gen.OneOf(
        Gen.OneOf("a", "Z", "9", "é", "\uD7FF", "\uE000", "～", "\uFFFF", "🍕", "\U0010FFFF", "\U00010000"), Gen.Char['a', 'c'].Select(c => c.ToString()))
        .Array[0, 6].Select(string.Concat);

    [Fact]
    public void R15_The_order_is_that_of_the_UTF_8_bytes() =>
        Gen.Select(Ids, Ids).Sample(
            (a, b) => Math.Sign(StoreIdOrder.Compare(a, b)).Should().Be(Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)))),
            iter: 20_000);

    [Fact]
    public void R15_What_lies_beyond_the_basic_plane_comes_last()
    {
        string[] ids = ["🏪", "Ａ", "a"];

        Array.Sort(ids, StoreIdOrder.Compare);

        ids.Should().Equal("a", "Ａ", "🏪");
    }
}
