using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;

namespace DcepSim.Benchmarks;

/// <summary>
/// What it takes that a request is applied once only: a new key, a repeat and a request too old to tell, each a transfer between two wallets that are at hand.
/// </summary>
/// <remarks>The baseline is what one writes by hand: a hash table of keys with their answers, and a ring that says which leaves next; no transfer is applied, nothing checked.</remarks>
[Config(typeof(KernelConfig))]
[SuppressMessage("Design", "CA1001", Justification = "The runner ends it by its clean-up.")]
public class IdempotencyBenchmarks
{
    private const int Requests = 1 << 17;

    private readonly Receipt[] _receipts = new Receipt[Requests];
    private KeyMix _mix = null!;
    private HandWrittenWindow _byHand = null!;

    [Params(16, 22)]
    public int WindowBits { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _mix = new(WindowBits, Requests);
        _byHand = new(1 << WindowBits);
        while (_mix.Newest <= _mix.Window + Requests) // from then on every key pushes another out, and some are too old
        {
            _mix.PrepareNew();
            _mix.Apply(_receipts);
            _byHand.Answer(_mix.Prepared);
        }
    }

    [IterationSetup(Targets = [nameof(HashTableByHand), nameof(NewKeys)])]
    public void PrepareNew() => _mix.PrepareNew();

    [IterationSetup(Target = nameof(Repeats))]
    public void PrepareRepeats() => _mix.PrepareRepeats();

    [IterationSetup(Target = nameof(TooOld))]
    public void PrepareTooOld() => _mix.PrepareTooOld();

    [Benchmark(Baseline = true, OperationsPerInvoke = Requests)]
    public int HashTableByHand() => _byHand.Answer(_mix.Prepared);

    [Benchmark(OperationsPerInvoke = Requests)]
    public void NewKeys() => _mix.Apply(_receipts);

    [Benchmark(OperationsPerInvoke = Requests)]
    public void Repeats() => _mix.Apply(_receipts);

    [Benchmark(OperationsPerInvoke = Requests)]
    public void TooOld() => _mix.Apply(_receipts);

    [IterationCleanup(Targets = [nameof(NewKeys), nameof(Repeats)])]
    public void CheckAccepted() => Check(SettlementStatus.Accepted);

    [IterationCleanup(Target = nameof(TooOld))]
    public void CheckTooOld() => Check(SettlementStatus.KeyTooOld);

    [GlobalCleanup]
    public void Close() => _mix.Dispose();

    private void Check(SettlementStatus expected)
    {
        foreach (var receipt in _receipts)
        {
            if (receipt.Status != expected)
                throw new InvalidOperationException($"{receipt.Status} instead of {expected}.");
        }
    }
}
