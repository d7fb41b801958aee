using System.Runtime.InteropServices;

namespace StoreMonitor.Hosting;

/// <summary>
/// Handles Ctrl-C and SIGTERM from the first instruction of the program: work in progress is cancelled and rolled back.
/// </summary>
internal sealed class Signals : IDisposable
{
    // Shells report death by a signal as 128 plus its number.
    public const int ExitCodeOfInterrupt = 130;

    private const int ExitCodeOfTermination = 143;

    // How long a verb may take to roll back. Chosen, above the time to undo the largest ingest that was measured.
    private static readonly TimeSpan TimeToRollBack = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _timeIsUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PosixSignalRegistration[] _registrations;

    // The thread that handles the first signal writes it once; the main thread reads it.
    private volatile int _exitCode;

    private Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Handle(signal, ExitCodeOfInterrupt)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Handle(signal, ExitCodeOfTermination)),
    ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _cancel.Token;

    /// <summary>Completes at the second signal, or when a verb has had enough time after the first one.</summary>
    public Task TimeIsUp => _timeIsUp.Task;

    /// <summary>The exit code of a verb that a signal cancelled; <c>null</c> if there was no signal.</summary>
    public int? ExitCode => _exitCode == 0 ? null : _exitCode;

    /// <summary>Whether the signal was Ctrl-C.</summary>
    public bool WasInterrupted => _exitCode == ExitCodeOfInterrupt;

    public static Signals Listen() => new();

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _cancel.Dispose();
    }

    private void Handle(PosixSignalContext signal, int exitCode)
    {
        signal.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            _timeIsUp.TrySetResult();
            return;
        }

        _ = Task.Delay(TimeToRollBack).ContinueWith(_ => _timeIsUp.TrySetResult(), TaskScheduler.Default);
        _cancel.Cancel();
    }
}
