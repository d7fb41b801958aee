using CsCheck;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Polls;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

public sealed class ExplanationTests
{
    private static readonly Gen<(RandomStore Store, Explanation Explanation)> Explained =
        Gen.OneOf(RandomStore.Tiny, RandomStore.Tiny, RandomStore.Weekly).Select(store => (store, UptimeCalculator.Explain(
            store.Polls, store.Time, store.AsOfInstant, store.WindowIntervals[0], store.Options)));

    private static readonly Gen<(RandomStore Store, Explanation Explanation)> ExplainedBySpans =
        Explained.Where(x => x.Store.Interpolation != Interpolation.Proportional);

    [Fact]
    public void The_figures_explained_are_those_of_the_totals() =>
        Explained.Sample(x => x.Explanation.Totals == x.Store.Totals()[0], iter: 2_000);

    [Fact]
    public void The_business_time_shown_is_that_of_the_window() =>
        Explained.Sample(
            x => x.Explanation.Time.BusinessTime.Equals(x.Store.BusinessTime.Within(x.Store.WindowIntervals[0].Start, x.Store.WindowIntervals[0].End)),
            iter: 2_000);

    [Fact]
    public void The_spans_come_in_order_and_apart() =>
        ExplainedBySpans.Sample(
            x => x.Explanation.Spans.All(span => span.LengthMicroseconds > 0)
                && x.Explanation.Spans.Zip(x.Explanation.Spans.Skip(1)).All(pair => pair.First.EndMicroseconds <= pair.Second.StartMicroseconds),
            iter: 2_000);

    [Fact]
    public void The_spans_together_are_the_business_time() =>
        ExplainedBySpans.Sample(
            x => IntervalSet.Of(x.Explanation.Spans.Select(span => span.Interval)).Equals(x.Explanation.Time.BusinessTime),
            iter: 2_000);

    [Fact]
    public void The_spans_sum_to_the_totals() =>
        ExplainedBySpans.Sample(
            x =>
            {
                long Sum(Func<StatusSpan, bool> isAsked) => x.Explanation.Spans.Where(isAsked).Sum(span => span.LengthMicroseconds);

                x.Explanation.Totals.Should().Be(new UptimeTotals(
                    Sum(span => span.Status == StoreStatus.Active),
                    Sum(span => span.Status == StoreStatus.Inactive),
                    Sum(span => span.Status is null),
                    Sum(span => span.IsUncertain),
                    Sum(span => span.IsUncertain && span.Status == StoreStatus.Active),
                    Sum(span => span.IsUncertain && span.Status == StoreStatus.Inactive),
                    Sum(span => span.IsCarried),
                    UnixMicroseconds.From(x.Explanation.Time.PlannedTime.Total)));
            },
            iter: 2_000);

    [Fact]
    public void The_poll_behind_a_span_was_given_is_counted_and_in_reach() =>
        ExplainedBySpans.Sample(
            x => x.Explanation.Spans.Where(span => span.Poll is not null).All(span =>
                x.Store.Polls.Contains(span.Poll!.Value)
                && x.Store.BusinessTime.Contains(span.Poll.Value.At)
                && span.Poll.Value.AtMicroseconds <= x.Store.AsOf
                && span.StartMicroseconds >= span.Poll.Value.AtMicroseconds - x.Store.MaxCarry
                && span.EndMicroseconds <= span.Poll.Value.AtMicroseconds + x.Store.MaxCarry),
            iter: 2_000);

    [Fact]
    public void A_span_without_a_poll_says_that_none_is_in_reach() =>
        ExplainedBySpans.Sample(
            x => x.Explanation.Spans.All(span => (span.Poll is null) == (span.Rule == SpanRule.NoneInReach)),
            iter: 2_000);

    [Fact]
    public void Proportional_is_explained_by_its_share_and_the_others_by_spans() =>
        Explained.Sample(
            x => (x.Explanation.Share is not null) == (x.Store.Interpolation == Interpolation.Proportional)
                && (x.Explanation.Share is null || x.Explanation.Spans.Count == 0),
            iter: 2_000);

    [Fact]
    public void The_share_explained_is_the_share_counted() =>
        Explained.Where(x => x.Store.Interpolation == Interpolation.Proportional).Sample(
            x => x.Explanation.Share!.Value.Of(x.Explanation.Totals.BusinessTimeMicroseconds, x.Explanation.Totals.PlannedMicroseconds) == x.Explanation.Totals,
            iter: 2_000);
}
