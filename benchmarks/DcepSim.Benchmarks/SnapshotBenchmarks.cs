using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;
using DcepSim.Ledger;

namespace DcepSim.Benchmarks;

/// <summary>How long a checkpoint keeps transfers waiting if it is taken at once: the copy of all accounts and holds.</summary>
/// <remarks>The baseline is the copy of as many bytes as the accounts have, and nothing else.</remarks>
[Config(typeof(KernelConfig))]
[SuppressMessage("Design", "CA1001", Justification = "The runner ends it by its clean-up.")]
public class SnapshotBenchmarks
{
    private const int AccountBytes = 64;

    private readonly LedgerSnapshot _snapshot = new();
    private TransferMix _mix = null!;
    private byte[] _bytes = [];
    private byte[] _copy = [];

    [Params(100_000, 1_000_000)]
    public int Accounts { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _mix = new(Accounts, 20, Mix.Transfers, Skew.Uniform, 8_192, 16);
        _bytes = new byte[(long)Accounts * AccountBytes];
        _copy = new byte[_bytes.Length];
    }

    [IterationSetup]
    public void Change()
    {
        _mix.Prepare();
        _mix.Apply();
        _mix.Learn();
    }

    [Benchmark(Baseline = true)]
    public void CopyBytes() => _bytes.CopyTo(_copy, 0);

    [Benchmark]
    public void TakeSnapshot() => _mix.Ledger.TakeSnapshot(_snapshot);

    [GlobalCleanup]
    public void Close()
    {
        _mix.Dispose();
        _snapshot.Dispose();
    }
}
