using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using DcepSim.Ledger;

namespace DcepSim.Benchmarks;

/// <summary>How long a checkpoint keeps transfers waiting: the copy of all accounts and holds.</summary>
[Config(typeof(KernelConfig))]
[SuppressMessage("Design", "CA1001", Justification = "The runner ends it by its clean-up.")]
public class SnapshotBenchmarks
{
    private readonly LedgerSnapshot _snapshot = new();
    private TransferMix _mix = null!;

    [Params(100_000, 1_000_000)]
    public int Accounts { get; set; }

    [GlobalSetup]
    public void Fill() => _mix = new(Accounts, 20, Mix.Transfers, Skew.Uniform, 8_192, 16);

    [IterationSetup]
    public void Change()
    {
        _mix.Prepare();
        _mix.Apply();
        _mix.Learn();
    }

    [Benchmark]
    public void TakeSnapshot() => _mix.Ledger.TakeSnapshot(_snapshot);

    [GlobalCleanup]
    public void Close()
    {
        _mix.Dispose();
        _snapshot.Dispose();
    }
}
