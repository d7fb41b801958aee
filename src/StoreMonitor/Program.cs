using NodaTime;
using StoreMonitor.Hosting;

// The one place where the clock is chosen; everything else receives it.
#pragma warning disable RS0030
IClock clock = SystemClock.Instance;
#pragma warning restore RS0030

using var signals = Signals.Listen();
HeadStart.BeginFor(args);
Console.SetError(new LossyWriter(Console.Error));
return new CommandLine(clock, Console.Out, Console.Error, signals).Run(args);
