using System.Diagnostics;
using StoreMonitor.Settings;
using StoreMonitor.Storage;
using StoreMonitor.Storage.Log;

namespace StoreMonitor.Polls;

/// <summary>Takes in live polls: one thread logs what waits in one commit, and folds the log between two commits.</summary>
/// <remarks>
/// The fields below <c>_gate</c> are guarded by it; those below <c>_log</c> belong to the thread. Times are those of the monotonic clock,
/// so that steps of the clock delay nothing.
/// </remarks>
internal sealed partial class PollIntake(IFacts facts, MonitorOptions options, ILogger<PollIntake> logger) : IHostedService, IDisposable
{
    // A commit of so many polls takes some 50 ms. Chosen.
    private const int MaxPollsPerCommit = 1 << 17;

    // A request of 100,000 polls takes 2 MB of memory while it is read and logged. Chosen.
    private const int MaxRequestsAtOnce = 256;

    // How long polls wait for a database that another process holds; below what HTTP clients wait for an answer. Chosen.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // After a fold that failed, such as on a full disk. Chosen.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // Chosen: it only has to fit what a thread can wait.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _places = new(MaxRequestsAtOnce);
    private readonly object _gate = new();
    private readonly List<Waiting> _waiting = [];
    private bool _isStopping;
    private bool _hasLeftover;

    private IPollLog? _log;
    private bool _isFolding;
    private long _unfoldedSince;
    private long _foldNotBefore;

    private Thread? _thread;

    // How many polls are not folded; written by the thread, read by all.
    private long _unfolded;

    // The log once it is open, for its keys.
    private volatile IPollLog? _opened;

    /// <summary>Whether there are not so many unfolded polls that further ones have to wait.</summary>
    public bool HasRoom => Interlocked.Read(ref _unfolded) < options.MaxUnfoldedPolls;

    /// <summary>Takes one of the places for requests whose polls are in memory; <see cref="Leave"/> gives it back.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryEnter() => _places.Wait(0);

    /// <inheritdoc cref="TryEnter"/>
    public Task Enter(CancellationToken cancel) => _places.WaitAsync(cancel);

    public void Leave() => _places.Release();

    /// <summary>An empty batch.</summary>
    public LoggedBatch NewBatch() => new(_opened?.Keys ?? NoKeys);

    private static StoreKeys NoKeys { get; } = new(dataVersion: 0);

    /// <summary>Logs a batch.</summary>
    /// <returns>When the polls are on the disk.</returns>
    /// <exception cref="DatabaseBusyException">Another process holds the database, or the service is stopping; nothing is
    /// stored.</exception>
    public Task Submit(LoggedBatch batch)
    {
        var waiting = new Waiting(batch, Stopwatch.GetTimestamp());
        lock (_gate)
        {
            if (_isStopping)
                return Task.FromException(new DatabaseBusyException());
            _waiting.Add(waiting);
            Monitor.Pulse(_gate);
        }

        return waiting.Logged.Task;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The log is opened by the first poll, unless an earlier process has left something to fold.
        using (var reader = facts.OpenReader())
            _hasLeftover = reader.ReadState().LastLogged != 0;
        _unfoldedSince = Stopwatch.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = "poll intake" };
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        return Task.Run(() => _thread?.Join(), cancellationToken);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        _thread?.Join();
        _places.Dispose();
    }

    private void Run()
    {
        if (_hasLeftover)
            Try(() => Open());
        while (TakeWaiting() is { } taken)
        {
            if (taken.Count > 0)
                Log(taken);
            FoldIfDue();
        }

        _log?.Dispose();
    }

    // Null at the end, when nothing waits any more.
    private List<Waiting>? TakeWaiting()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0 && !_isStopping && PauseUntilFold() is var pause && pause > TimeSpan.Zero)
                Monitor.Wait(_gate, pause);
            if (_waiting.Count == 0)
                return _isStopping ? null : [];

            var (count, polls) = (0, 0);
            while (count < _waiting.Count && (count == 0 || polls + _waiting[count].Batch.Count <= MaxPollsPerCommit))
                polls += _waiting[count++].Batch.Count;
            var taken = _waiting.GetRange(0, count);
            _waiting.RemoveRange(0, count);
            return taken;
        }
    }

    private void Log(List<Waiting> taken)
    {
        try
        {
            Open().Append(taken.ConvertAll(waiting => waiting.Batch));
            if (Interlocked.Read(ref _unfolded) == 0)
                _unfoldedSince = Stopwatch.GetTimestamp();
            Interlocked.Exchange(ref _unfolded, _log!.Unfolded);
        }
        catch (DatabaseBusyException busy)
        {
            WaitOn(taken, busy);
            return;
        }
        catch (Exception failure)
        {
            // Whatever it is, those who wait are told of it, and the thread goes on.
            taken.ForEach(waiting => waiting.Logged.SetException(failure));
            return;
        }

        taken.ForEach(waiting => waiting.Logged.SetResult());
    }

    // Those that have waited long enough are refused; the others stay in front of what came later.
    private void WaitOn(List<Waiting> taken, DatabaseBusyException busy)
    {
        var isOver = taken.ToLookup(waiting => Stopwatch.GetElapsedTime(waiting.Since) >= Patience);
        foreach (var waiting in isOver[true])
            waiting.Logged.SetException(busy);
        lock (_gate)
            _waiting.InsertRange(0, isOver[false]);
    }

    private IPollLog Open()
    {
        if (_log is not null)
            return _log;
        _opened = _log = facts.OpenLog();
        Interlocked.Exchange(ref _unfolded, _log.Unfolded);
        return _log;
    }

    private void FoldIfDue()
    {
        if (PauseUntilFold() > TimeSpan.Zero)
            return;

        Try(() =>
        {
            var log = Open();
            _isFolding = log.FoldSlice();
            Interlocked.Exchange(ref _unfolded, log.Unfolded);
            if (!_isFolding)
                _unfoldedSince = Stopwatch.GetTimestamp();
        });
    }

    private void Try(Action fold)
    {
        try
        {
            fold();
        }
        catch (DatabaseBusyException)
        {
            // Another process writes, and folds the log itself when it changes facts.
        }
        catch (Exception failure)
        {
            // A log that cannot be folded is still a log: polls are taken in until there are too many.
            _isFolding = false;
            _foldNotBefore = Stopwatch.GetTimestamp() + (long)(PauseAfterFailure.TotalSeconds * Stopwatch.Frequency);
            LogNotFolded(FailureText.WithoutPaths(failure));
        }
    }

    // Zero when a slice is to be folded now; otherwise how long there is nothing to fold, unless polls come.
    private TimeSpan PauseUntilFold()
    {
        var notBefore = _foldNotBefore - Stopwatch.GetTimestamp();
        if (notBefore > 0)
            return TimeSpan.FromSeconds((double)notBefore / Stopwatch.Frequency);
        if (_isFolding || _unfolded >= options.FoldAtPolls)
            return TimeSpan.Zero;
        if (_unfolded == 0)
            return LongestPause;

        var rest = options.FoldAfter.ToTimeSpan() - Stopwatch.GetElapsedTime(_unfoldedSince);
        return rest < TimeSpan.Zero ? TimeSpan.Zero : rest > LongestPause ? LongestPause : rest;
    }

    [LoggerMessage(
        LogLevel.Error, "Live polls could not be moved from the log into chunks; they are stored, and it is tried again: {Reason}")]
    private partial void LogNotFolded(string reason);

    /// <summary>A batch that waits to be logged.</summary>
    private sealed record Waiting(LoggedBatch Batch, long Since)
    {
        public TaskCompletionSource Logged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
