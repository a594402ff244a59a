using System.Diagnostics;
using DcepSim.Cli.Benching;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using NodaTime;

namespace DcepSim.LoadTests;

/// <summary>A durable book under the load of <c>dcepsim bench settle</c>, and how long nobody got an answer meanwhile.</summary>
internal sealed class LoadedBook : IAsyncDisposable
{
    private readonly LoadPlan _plan;
    private readonly BenchAccounts _accounts;
    private readonly BenchStream[] _streams;
    private readonly CountingStore _store;
    private long _latest;
    private long _longestGap;
    private long _done;
    private TimeSpan _standstill;

    public LoadedBook(LoadPlan plan, IClock clock)
    {
        _plan = plan;
        var bench = new SettleBenchOptions { Accounts = plan.Accounts, Submitters = plan.Submitters, Batch = plan.Batch, Window = 1 << plan.WindowBits };
        _accounts = new(bench);
        _streams = [.. Enumerable.Range(0, plan.Submitters).Select(caller => new BenchStream(bench, _accounts, caller))];
        _store = new(new FileJournalStore(plan.Dir), TimeProvider.System);
        Settlement = PipelinedSettlement.Open(_store, clock, OptionsOf(plan, _accounts.Count));
    }

    public PipelinedSettlement Settlement { get; }

    public BenchAccounts Accounts => _accounts;

    /// <summary>Transfers answered under load.</summary>
    public long Done => Volatile.Read(ref _done);

    /// <summary>How long the machine stood still at most during the latest load: a gap as long may be its doing.</summary>
    public TimeSpan Standstill => _standstill;

    /// <summary>How long the disk took at most for one write of the journal during the latest load: a gap as long is its doing.</summary>
    public TimeSpan LongestWrite => LongestOf(_store.WriteTimes);

    /// <summary>As <see cref="LongestWrite"/>, for a flush.</summary>
    public TimeSpan LongestFlush => LongestOf(_store.FlushTimes);

    /// <summary>A session that the load does not use.</summary>
    public ulong SpareSession => (ulong)_plan.Submitters + 2;

    public static PipelineOptions OptionsOf(LoadPlan plan, int accounts) => new()
    {
        Ledger = new() { AccountsMax = accounts, IdempotencyWindow = 1 << plan.WindowBits, SessionsMax = plan.Submitters + 2, HoldsMax = 1 << 22 },
        RequestsWaitingMax = 4_096,
    };

    public Task OpenAccountsAsync() => _accounts.OpenAllAsync(Settlement);

    /// <summary>Keeps the load up for some seconds.</summary>
    /// <returns>The longest time in which nobody got an answer.</returns>
    public async Task<TimeSpan> LoadAsync(double seconds)
    {
        var until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        Volatile.Write(ref _latest, Stopwatch.GetTimestamp());
        Volatile.Write(ref _longestGap, 0);
        _store.ForgetTimes(); // all callers have their answers
        using var standstills = new StandstillWatch(TimeProvider.System);
        await Task.WhenAll(_streams.Select(stream => Task.Run(() => CallAsync(stream, until))));
        _standstill = standstills.Longest;
        return Stopwatch.GetElapsedTime(0, Volatile.Read(ref _longestGap));
    }

    public ValueTask DisposeAsync() => Settlement.DisposeAsync();

    private static TimeSpan LongestOf(Percentiles times) => TimeSpan.FromMicroseconds(times.Max);

    private async Task CallAsync(BenchStream stream, long until)
    {
        var transfers = new Transfer[_plan.Batch];
        var receipts = new Receipt[_plan.Batch];
        while (Stopwatch.GetTimestamp() < until)
        {
            stream.Fill(transfers);
            await Settlement.SettleAsync(transfers, receipts);
            Note(transfers.Length);
            stream.Learn(transfers, receipts);
        }
    }

    private void Note(int transfers)
    {
        var now = Stopwatch.GetTimestamp();
        var gap = now - Interlocked.Exchange(ref _latest, now);
        for (var longest = Volatile.Read(ref _longestGap); gap > longest; longest = Volatile.Read(ref _longestGap))
            Interlocked.CompareExchange(ref _longestGap, gap, longest);
        Interlocked.Add(ref _done, transfers);
    }
}
