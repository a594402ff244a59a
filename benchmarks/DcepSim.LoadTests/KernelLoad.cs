using System.Diagnostics;
using System.Text.Json;
using DcepSim.Cli.Benching;
using DcepSim.Ledger;
using NodaTime;
using NodaTime.HighPerformance;

namespace DcepSim.LoadTests;

/// <summary>
/// The ledger alone, one thread, the mix of the settlement benchmark: making transfers, applying them and taking the answers are timed apart,
/// round by round.
/// </summary>
internal sealed class KernelLoad
{
    private readonly KernelPlan _plan;
    private readonly BenchAccounts _accounts;
    private readonly BenchStream[] _streams;
    private readonly Transfer[][] _transfers;
    private readonly Receipt[][] _receipts;
    private readonly List<Round> _rounds = [];
    private Instant64 _time = Instant64.FromInstant(Instant.FromUtc(2020, 10, 12, 10, 0));

    public KernelLoad(KernelPlan plan)
    {
        _plan = plan;
        var options = new SettleBenchOptions { Accounts = plan.Accounts, Submitters = plan.Streams, Window = 1 << plan.WindowBits, Skew = plan.Skew }.Validate();
        _accounts = new(options);
        _streams = [.. Enumerable.Range(0, plan.Streams).Select(caller => new BenchStream(options, _accounts, caller))];
        _transfers = [.. _streams.Select(_ => new Transfer[plan.Batch])];
        _receipts = [.. _streams.Select(_ => new Receipt[plan.Batch])];
    }

    public void Run()
    {
        using var ledger = new GeneralLedger(new() { AccountsMax = _accounts.Count, IdempotencyWindow = 1 << _plan.WindowBits, SessionsMax = _plan.Streams + 1, HoldsMax = 1 << 20 });
        Open(ledger);
        while (ledger.Sequence <= 1L << _plan.WindowBits) // every entry from now on pushes another out
            Play(ledger);
        foreach (var stream in _streams)
            stream.ResetCounts();
        _rounds.Clear();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var done = 0L; done < _plan.Transfers; done += _plan.Batch * _streams.Length)
            Play(ledger);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var transfers = (double)_rounds.Count * _plan.Batch * _streams.Length;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            kernelPerSecond = Math.Round(1e9 / Median(round => round.Applied)),
            nanosecondsATransfer = new { make = Spread(round => round.Made), apply = Spread(round => round.Applied), learn = Spread(round => round.Learned) },
            processorNanosecondsATransfer = new { apply = Spread(round => round.AppliedProcessor) },
            accepted = _streams.Sum(stream => stream.Accepted),
            refused = _streams.Sum(stream => stream.Refused),
            repeated = _streams.Sum(stream => stream.Repeated),
            allocatedBytesPerTransfer = Math.Round(allocated / transfers, 3),
            idempotencyWindow = 1L << _plan.WindowBits,
            accounts = _accounts.Count,
            batch = _plan.Batch,
            trialBalanceOk = ledger.TakeTrialBalance().IsBalanced,
        }));
    }

    private void Open(GeneralLedger ledger)
    {
        foreach (var terms in _accounts.Opening())
            ledger.Open(terms);
        var receipts = new Receipt[_plan.Batch];
        foreach (var transfers in _accounts.Funding((ulong)_plan.Streams + 1).Chunk(_plan.Batch))
            ledger.Apply(transfers, _time, receipts);
    }

    private void Play(GeneralLedger ledger)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < _streams.Length; i++)
            _streams[i].Fill(_transfers[i]);
        var made = Stopwatch.GetTimestamp();
        var processor = ThreadClock.Nanoseconds;
        for (var i = 0; i < _streams.Length; i++)
        {
            _time = _time.PlusNanoseconds(1_000_000);
            ledger.Apply(_transfers[i], _time, _receipts[i]);
        }

        processor = ThreadClock.Nanoseconds - processor;
        var applied = Stopwatch.GetTimestamp();
        for (var i = 0; i < _streams.Length; i++)
            _streams[i].Learn(_transfers[i], _receipts[i]);
        var learned = Stopwatch.GetTimestamp();
        double count = _plan.Batch * _streams.Length;
        _rounds.Add(new(Nanoseconds(made - began) / count, Nanoseconds(applied - made) / count, processor / count, Nanoseconds(learned - applied) / count));
    }

    private static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency;

    private double Median(Func<Round, double> of) => Sorted(of)[_rounds.Count / 2];

    private double[] Sorted(Func<Round, double> of) => [.. _rounds.Select(of).Order()];

    /// <summary>The best twentieth, the median, and the worst twentieth of the rounds.</summary>
    private object Spread(Func<Round, double> of)
    {
        var sorted = Sorted(of);
        return new { low = Math.Round(sorted[sorted.Length / 20], 1), median = Math.Round(sorted[sorted.Length / 2], 1), high = Math.Round(sorted[sorted.Length - 1 - (sorted.Length / 20)], 1) };
    }

    private sealed record Round(double Made, double Applied, double AppliedProcessor, double Learned);
}
