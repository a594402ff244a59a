using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using DcepSim.Ledger;

namespace DcepSim.Benchmarks;

/// <summary>What a snapshot that is taken between batches costs: a million transfers with one and without.</summary>
/// <remarks>The longer it takes, the more records are changed before their turn, and whoever changes one first keeps it, one line at a random place.</remarks>
[Config(typeof(KernelConfig))]
[SuppressMessage("Design", "CA1001", Justification = "The runner ends it by its clean-up.")]
public class SnapshotBesideBenchmarks
{
    private const int Accounts = 1_000_000;

    private readonly LedgerSnapshot _snapshot = new();
    private TransferMix _mix = null!;

    [Params(16_384, 65_536, 262_144, 4_000_000)]
    public int RecordsAfterABatch { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _mix = new(Accounts, 22, Mix.Transfers, Skew.Uniform, 8_192, 128);
        _mix.Ledger.TakeSnapshot(_snapshot); // its memory is taken
    }

    [IterationSetup]
    public void Prepare() => _mix.Prepare();

    [Benchmark(Baseline = true)]
    public void TransfersAlone() => _mix.Apply();

    [Benchmark]
    public void WithASnapshot() => _mix.ApplyBesideSnapshot(_snapshot, RecordsAfterABatch);

    [IterationCleanup]
    public void Learn() => _mix.Learn();

    [GlobalCleanup]
    public void Close()
    {
        _mix.Dispose();
        _snapshot.Dispose();
    }
}
