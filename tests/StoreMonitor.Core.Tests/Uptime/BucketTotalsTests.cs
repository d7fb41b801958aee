using CsCheck;
using NodaTime;
using StoreMonitor.Core.BusinessHours;
using StoreMonitor.Core.Intervals;
using StoreMonitor.Core.Uptime;

namespace StoreMonitor.Core.Tests.Uptime;

/// <summary>Rule R20: the buckets of a window sum to it, to the microsecond and in every field of its totals.</summary>
public sealed class BucketTotalsTests
{
    [Fact]
    public void R20_The_buckets_sum_to_the_window_under_every_interpolation() =>
        Gen.Select(Gen.OneOf(RandomStore.Tiny, RandomStore.Tiny, RandomStore.Weekly), Gen.Double.Unit.Array[0, 6]).Sample(
            (store, shares) =>
            {
                var buckets = CutAt(store.Windows[0], shares);

                var totals = UptimeCalculator.TotalsByBucket(store.Polls, store.Time, store.AsOfInstant, buckets, store.Options);

                totals.Aggregate(default(UptimeTotals), UptimeTotals.Add).Should().Be(store.Totals()[0]);
                totals.Should().OnlyContain(bucket => bucket.UptimeMicroseconds >= 0 && bucket.DowntimeMicroseconds >= 0 && bucket.CarriedMicroseconds >= 0);
            },
            iter: 10_000);

    [Fact]
    public void R12_R20_Each_bucket_has_its_own_business_and_planned_time() =>
        Gen.Select(RandomStore.Tiny, Gen.Double.Unit.Array[0, 6]).Sample(
            (store, shares) =>
            {
                var buckets = CutAt(store.Windows[0], shares);

                var totals = UptimeCalculator.TotalsByBucket(store.Polls, store.Time, store.AsOfInstant, buckets, store.Options);

                totals.Select(bucket => (bucket.BusinessTimeMicroseconds, bucket.PlannedMicroseconds)).Should().Equal(buckets.Select(bucket => (
                    UnixMicroseconds.From(store.BusinessTime.Within(bucket.Start, bucket.End).Total),
                    UnixMicroseconds.From(store.PlannedTime.Within(bucket.Start, bucket.End).Total))));
            },
            iter: 5_000);

    [Fact]
    public void R20_Under_hold_and_midpoint_each_bucket_is_a_window_of_its_own() =>
        Gen.Select(RandomStore.Tiny, Gen.Double.Unit.Array[0, 6]).Where((store, _) => store.Interpolation != Interpolation.Proportional).Sample(
            (store, shares) =>
            {
                var buckets = CutAt(store.Windows[0], shares);

                UptimeCalculator.TotalsByBucket(store.Polls, store.Time, store.AsOfInstant, buckets, store.Options)
                    .Should().Equal(buckets.Select(bucket =>
                        UptimeCalculator.Totals(store.Polls, store.Time, store.AsOfInstant, [bucket], store.Options)[0]));
            },
            iter: 5_000);

    [Fact]
    public void R10_R20_Under_proportional_each_bucket_has_the_share_of_the_window()
    {
        var store = StoreCase.Open("09:00/12:00").Polled("09:30 active, 10:30 inactive, 11:30 active").By(Interpolation.Proportional);

        var totals = UptimeCalculator.TotalsByBucket(
            store.Polls, StoreTime.Of(store.BusinessTime), store.AsOf, Utc.Spans("09:00/10:00, 10:00/11:00, 11:00/12:00"), store.Options);

        totals.Should().AllBeEquivalentTo(StoreCase.Minutes(up: 40, down: 20));
    }

    [Fact]
    public void R20_A_day_by_hours_where_the_clocks_go_back()
    {
        var calendar = StoreCalendar.Of(Week.Daily("00:30-02:30"), Calendar.Zone("America/Chicago"));
        var window = Utc.Span("2024-11-03 05:00/2024-11-04 06:00");
        var store = StoreCase.AlwaysOpen().Polled("2024-11-03 07:15 active, 2024-11-03 08:15 inactive");
        var buckets = TimeBuckets.Cut(window, BucketUnit.Hour, calendar);

        var totals = UptimeCalculator.TotalsByBucket(
            store.Polls, new BusinessTime(calendar).Around(window.Start, window.End), Instant.MaxValue,
            [.. buckets.Select(bucket => bucket.Interval)], store.Options);

        buckets.Should().HaveCount(24);
        totals.Take(4).Should().Equal(
            StoreCase.Minutes(up: 30),
            StoreCase.Minutes(up: 120, uncertain: 45, uncertainUp: 45),
            StoreCase.Minutes(up: 15, down: 15, uncertain: 15, uncertainUp: 15),
            default);
    }

    private static Interval[] CutAt((long From, long To) window, double[] shares)
    {
        var cuts = shares.Select(share => window.From + (long)((window.To - window.From) * share)).Append(window.From).Append(window.To).Order().ToList();
        return [.. cuts.Zip(cuts.Skip(1)).Select(RandomStore.IntervalOf)];
    }
}
