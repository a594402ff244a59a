using DcepSim.Ledger;
using DcepSim.Settlement;
using DcepSim.Settlement.Journal;
using DcepSim.Statistics.Estimation;
using NodaTime;

namespace DcepSim.Cli.Benching;

/// <summary>Settles transfers through the real pipeline and its journal, the way callers do, and measures it.</summary>
/// <remarks>The callers make their transfers while the clock runs. One run at a time.</remarks>
public sealed class SettleBench
{
    private const int RequestsWaitingMax = 4_096;
    private const int HoldsMax = 1 << 20;

    private readonly SettleBenchOptions _options;
    private readonly TimeProvider _time;
    private readonly IProgress<BenchProgress>? _progress;
    private readonly BenchAccounts _accounts;
    private readonly BenchCaller[] _callers;
    private readonly LedgerOptions _ledger;

    /// <summary>A benchmark.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="time">Measures time.</param>
    /// <param name="progress">Told now and then, from several threads.</param>
    /// <exception cref="ArgumentException">An option is out of its range; every fault is listed.</exception>
    public SettleBench(SettleBenchOptions options, TimeProvider time, IProgress<BenchProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Validate();
        _time = time;
        _progress = progress;
        _accounts = new(options);
        _callers = [.. Enumerable.Range(0, options.Submitters).Select(caller => new BenchCaller(new(options, _accounts, caller), options.Batch, time))];
        _ledger = new() { AccountsMax = _accounts.Count, IdempotencyWindow = options.Window, SessionsMax = options.Submitters + 1, HoldsMax = HoldsMax };
    }

    private PipelineOptions Pipeline => new()
    {
        Ledger = _ledger,
        TakesMemoryAtOnce = _options.TakesMemoryAtOnce,
        RequestsWaitingMax = RequestsWaitingMax,
        BatchTransfersMax = Math.Max(16_384, _options.Batch),
        Journal = new() { SegmentBytes = (_options.Transfers < 1_000_000 ? 16L : 256L) << 20 }, // a short try need not write ahead by the gigabyte
    };

    // About: by what PipelineOptions.TakesMemoryAtOnce says of each.
    private long MemoryBytes => (68L * _options.Window) + (144L * _accounts.Count) + (168L * HoldsMax);

    /// <summary>Opens and funds the accounts, warms up, measures, closes, and opens the journal again.</summary>
    /// <param name="folder">Where the journal is put: empty or not there yet. Not used without durability.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="JournalException">The folder cannot be used, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<BenchReport> RunAsync(string folder, CancellationToken cancellation = default)
    {
        if (_options.Durability == BenchDurability.None)
            return await MeasureAsync(new LoneSettlement(_ledger, SystemClock.Instance), null, null, null, cancellation).ConfigureAwait(false);
        var disk = new FileJournalStore(folder, durability: _options.Durability == BenchDurability.Fsync ? FileDurability.Disk : FileDurability.OperatingSystem);
        if (disk.Names().Count > 0)
            throw new JournalException($"{disk.Place} is not empty: a benchmark starts from nothing.");
        var raw = RawFlush.Measure(disk, _time, cancellation);
        var store = new CountingStore(disk, _time);
        if (_options.TakesMemoryAtOnce)
            _progress?.Report(new(FormattableString.Invariant($"taking {MemoryBytes / 1e9:0.0} GB of memory"), 0, 0));
        return await MeasureAsync(PipelinedSettlement.Open(store, SystemClock.Instance, Pipeline with { StopsOpening = cancellation }), disk, store, raw, cancellation).ConfigureAwait(false);
    }

    private async Task<BenchReport> MeasureAsync(ISettlement settlement, FileJournalStore? disk, CountingStore? store, Percentiles? raw, CancellationToken cancellation)
    {
        BenchReport report;
        await using (settlement.ConfigureAwait(false))
        {
            await _accounts.OpenAllAsync(settlement, opened => _progress?.Report(new("opening accounts", opened, _accounts.Count)), cancellation).ConfigureAwait(false);
            using (var warming = new BenchClock(_time))
                await SettleAsync(settlement, warming, _options.WarmUp, "warming up", cancellation).ConfigureAwait(false);
            foreach (var caller in _callers)
                caller.Reset();
            var (bytes, flushes, checkpoints) = (store?.Bytes, store?.Flushes, (settlement as PipelinedSettlement)?.Checkpoints);
            store?.ForgetTimes();
            var ticks = MachineReading.Ticks();
            using var clock = new BenchClock(_time);
            using var standstills = new StandstillWatch(_time);
            await SettleAsync(settlement, clock, _options.Transfers, "settling", cancellation).ConfigureAwait(false);
            var (elapsed, allocated, gen2) = (clock.Elapsed, clock.Allocated, clock.Gen2);
            var latency = clock.Latency();
            report = new()
            {
                TransfersPerSecond = clock.Done / elapsed.TotalSeconds,
                SlowestTenSeconds = clock.SlowestTenSeconds(elapsed),
                LatencyMicroseconds = Percentiles.Of(latency),
                LatencyDistribution = LatencyBuckets.Of(latency),
                Throughput = clock.Curve(elapsed),
                RawFlushMicroseconds = raw,
                FlushMicroseconds = store?.FlushTimes,
                WriteMicroseconds = store?.WriteTimes,
                Accepted = _callers.Sum(caller => caller.Stream.Accepted),
                Refused = _callers.Sum(caller => caller.Stream.Refused),
                Repeated = _callers.Sum(caller => caller.Stream.Repeated),
                BytesPerTransfer = (store?.Bytes - bytes) / (double)clock.Done,
                Flushes = store?.Flushes - flushes,
                AllocatedBytesPerTransfer = allocated / (double)clock.Done,
                Gen2 = gen2,
                IdempotencyWindow = _options.Window,
                MemoryTakenAtOnce = _options.TakesMemoryAtOnce && settlement is PipelinedSettlement,
                Checkpoints = (settlement as PipelinedSettlement)?.Checkpoints - checkpoints,
                LongestReceiptGapMilliseconds = clock.LongestGap.TotalMilliseconds,
                LongestStandstillMilliseconds = standstills.Longest.TotalMilliseconds,
                RecoverySeconds = null,
                Accounts = _accounts.Count,
                Submitters = _options.Submitters,
                Batch = _options.Batch,
                Durability = _options.Durability.ToString().ToLowerInvariant(),
                TrialBalanceOk = (await settlement.TakeTrialBalanceAsync(cancellation).ConfigureAwait(false)).IsBalanced,
                Machine = MachineReading.Since(ticks),
            };
        }

        return disk is null ? report : await ReopenAsync(disk, report, cancellation).ConfigureAwait(false);
    }

    private async Task<BenchReport> ReopenAsync(FileJournalStore disk, BenchReport report, CancellationToken cancellation)
    {
        _progress?.Report(new("opening again", 0, 0));
        var began = _time.GetTimestamp();
        var again = PipelinedSettlement.Open(disk, SystemClock.Instance, Pipeline with { StopsOpening = cancellation });
        await using (again.ConfigureAwait(false))
        {
            var transfers = new Transfer[_options.Mix == BenchMix.Transfers ? 1 : 2];
            var receipts = new Receipt[transfers.Length];
            _callers[0].Stream.Fill(transfers);
            await again.SettleAsync(transfers, receipts, cancellation).ConfigureAwait(false);
            var seconds = _time.GetElapsedTime(began).TotalSeconds;
            var isBalanced = (await again.TakeTrialBalanceAsync(cancellation).ConfigureAwait(false)).IsBalanced;
            return report with { RecoverySeconds = seconds, TrialBalanceOk = report.TrialBalanceOk && isBalanced };
        }
    }

    private async Task SettleAsync(ISettlement settlement, BenchClock clock, long transfers, string phase, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var queue = new BenchQueue(transfers, _options.Batch, _options.Rate, _time, ended.Token);
        var told = TellAsync(clock, transfers, phase, ended.Token);
        var callers = Start(caller => caller.RunAsync(settlement, queue, clock, ended.Token));
        try
        {
            await Task.WhenAny(Task.WhenAll(callers), FirstFaultAsync(callers)).Unwrap().ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll([told, .. callers]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Without what flows along with whoever started the benchmark: it would be put on and taken off again with every answer.
    private Task[] Start(Func<BenchCaller, Task> run)
    {
        using var alone = ExecutionContext.SuppressFlow();
        return Array.ConvertAll(_callers, caller => Task.Run(() => run(caller), CancellationToken.None));
    }

    private static async Task FirstFaultAsync(Task[] callers)
    {
        await foreach (var caller in Task.WhenEach(callers).ConfigureAwait(false))
            await caller.ConfigureAwait(false);
    }

    private async Task TellAsync(BenchClock clock, long transfers, string phase, CancellationToken ended)
    {
        if (_progress is null)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(0.5), _time);
        var latency = new LatencyHistogram();
        while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false))
        {
            clock.LatencyInto(latency);
            _progress.Report(new(phase, clock.Done, transfers, latency.Count == 0 ? null : Percentiles.Of(latency)));
        }
    }
}
