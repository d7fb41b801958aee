namespace StoreMonitor.Benchmarks.Measuring;

/// <summary>Runs contenders in turn, A B A B, so that what disturbs one disturbs the other.</summary>
internal static class Interleaved
{
    /// <param name="warmUps">Rounds that are run and checked but not counted.</param>
    /// <param name="rounds">Rounds that are counted.</param>
    /// <param name="contenders">Each runs once and checks its result.</param>
    /// <returns>The samples of each contender, in the order of the rounds.</returns>
    public static async Task<Sample[][]> Run(int warmUps, int rounds, params Func<Task<Sample>>[] contenders)
    {
        var samples = contenders.Select(_ => new Sample[rounds]).ToArray();
        for (var round = -warmUps; round < rounds; round++)
        {
            for (var index = 0; index < contenders.Length; index++)
            {
                var sample = await contenders[index]();
                if (round >= 0)
                    samples[index][round] = sample;
            }
        }

        return samples;
    }
}
