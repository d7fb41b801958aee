using System.Diagnostics;
using StoreMonitor.Storage.Model;

namespace StoreMonitor.Reports.Jobs;

/// <summary>Renews the leases of the reports that this process computes, on a thread of its own.</summary>
/// <remarks>
/// A thread, not a timer: reports occupy the thread pool, and a lease must be renewed just when the machine is busy. A report that takes
/// less
/// than <see cref="RenewAfter"/> costs no write.
/// </remarks>
internal sealed partial class ReportLeases(ReportClaims claims, ILogger<ReportLeases> logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly ManualResetEventSlim _ended = new();

    // Guarded by the lock, as is the thread.
    private readonly HashSet<KeptLease> _leases = [];
    private Thread? _thread;

    /// <summary>
    /// How long after it was claimed or last renewed a lease is renewed; chosen, a sixth of the lease, so that five renewals may fail.
    /// </summary>
    public TimeSpan RenewAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Keeps the lease of a job that was just claimed, until what is returned is disposed of.</summary>
    /// <param name="cancel">Ends the computing for another reason.</param>
    public KeptLease Keep(ReportJob job, CancellationToken cancel)
    {
        var lease = new KeptLease(this, job, cancel);
        lock (_lock)
        {
            _leases.Add(lease);
            if (_thread is null)
            {
                _thread = new Thread(RenewUntilEnded) { IsBackground = true, Name = "report leases" };
                _thread.Start();
            }
        }

        return lease;
    }

    public void Dispose()
    {
        _ended.Set();
        _thread?.Join();
        _ended.Dispose();
    }

    private void Forget(KeptLease lease)
    {
        lock (_lock)
            _leases.Remove(lease);
    }

    private void RenewUntilEnded()
    {
        while (!_ended.Wait(RenewAfter / 2))
        {
            try
            {
                RenewAll();
            }
            catch (Exception failure)
            {
                // The next try comes soon; a lease that runs out meanwhile costs another attempt, and no wrong result.
                LogFailed(failure);
            }
        }
    }

    private void RenewAll()
    {
        KeptLease[] due;
        lock (_lock)
            due = [.. _leases.Where(lease => !lease.IsLost && Stopwatch.GetElapsedTime(lease.RenewedAt) >= RenewAfter)];

        foreach (var lease in due)
        {
            switch (claims.Renew(lease.Job))
            {
                case true:
                    lease.RenewedAt = Stopwatch.GetTimestamp();
                    break;
                case false:
                    Lose(lease);
                    break;
            }
        }
    }

    // Not one that has been disposed of in the meantime: its job has ended.
    private void Lose(KeptLease lease)
    {
        lock (_lock)
        {
            if (_leases.Contains(lease))
                lease.Lose();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The leases of running reports could not be renewed; trying again")]
    private partial void LogFailed(Exception failure);

    /// <summary>The lease of one job that is being computed.</summary>
    internal sealed class KeptLease : IDisposable
    {
        private readonly ReportLeases _leases;
        private readonly CancellationTokenSource _lost;

        public KeptLease(ReportLeases leases, ReportJob job, CancellationToken cancel)
        {
            (_leases, Job) = (leases, job);
            _lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        }

        public ReportJob Job { get; }

        /// <summary>Ends the computing, also when the claim is lost.</summary>
        public CancellationToken Token => _lost.Token;

        /// <summary>Whether another process has claimed the job.</summary>
        public bool IsLost { get; private set; }

        /// <summary>By the monotonic clock. Only the thread that renews sets it.</summary>
        public long RenewedAt { get; set; } = Stopwatch.GetTimestamp();

        public void Lose()
        {
            IsLost = true;
            _lost.Cancel();
        }

        public void Dispose()
        {
            _leases.Forget(this);
            _lost.Dispose();
        }
    }
}
