using NodaTime;
using StoreMonitor.Benchmarks;
using StoreMonitor.Benchmarks.Inner;
using StoreMonitor.Benchmarks.Opponents;

// The one place where the clock is chosen, as in the program itself.
#pragma warning disable RS0030
IClock clock = SystemClock.Instance;
#pragma warning restore RS0030

// The hidden verbs are opponents that need a process of their own.
return args switch
{
    [DuckDbReport.Verb, var database, var output, var whose] => DuckDbReport.Run(database, output, Enum.Parse<BusinessTimeOf>(whose)),
    [EfIngest.Verb, var dataFolder, var database] => EfIngest.Run(dataFolder, database),
    [InnerLoops.Verb, .. var rest] => InnerLoops.Run(rest),
    _ => await new TableCommand(clock, Console.Out, Console.Error).Run(args),
};
