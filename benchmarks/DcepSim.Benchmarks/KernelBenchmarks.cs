using System.Diagnostics.CodeAnalysis;
using BenchmarkDotNet.Attributes;

namespace DcepSim.Benchmarks;

/// <summary>The ledger alone, one thread, no disk: nanoseconds a transfer. Drawing transfers and reading receipts is outside the clock.</summary>
/// <remarks>The baseline is what one writes by hand: the amount taken from one place of an array and added to another, nothing checked, kept or answered.</remarks>
[Config(typeof(KernelConfig))]
[SuppressMessage("Design", "CA1001", Justification = "The runner ends it by its clean-up.")]
public class KernelBenchmarks
{
    private const int Batch = 8_192;
    private const int Batches = 16;

    private TransferMix _mix = null!;
    private long[] _balances = [];

    [Params(1_000_000, 10_000_000)]
    public int Accounts { get; set; }

    [Params(20, 27)]
    public int WindowBits { get; set; }

    [Params(Mix.Plain, Mix.Transfers)]
    public Mix Mix { get; set; }

    [Params(Skew.Uniform, Skew.Zipf99)]
    public Skew Skew { get; set; }

    [GlobalSetup(Target = nameof(TwoArrayPlaces))]
    public void Open()
    {
        _mix = new(Accounts, WindowBits, Mix, Skew, Batch, Batches);
        _balances = new long[_mix.Ledger.AccountCount + 1];
    }

    [GlobalSetup(Target = nameof(Apply))]
    public void Fill()
    {
        Open();
        while (_mix.Ledger.Sequence < 1L << WindowBits) // every entry from now on pushes another out
        {
            _mix.Prepare();
            _mix.Apply();
            _mix.Learn();
        }
    }

    [IterationSetup]
    public void Prepare() => _mix.Prepare();

    [Benchmark(Baseline = true, OperationsPerInvoke = Batch * Batches)]
    public void TwoArrayPlaces()
    {
        var balances = _balances;
        foreach (ref readonly var transfer in _mix.Prepared)
        {
            balances[transfer.Debit.Value] -= transfer.Amount.Fen;
            balances[transfer.Credit.Value] += transfer.Amount.Fen;
        }
    }

    [Benchmark(OperationsPerInvoke = Batch * Batches)]
    public void Apply() => _mix.Apply();

    [IterationCleanup(Target = nameof(Apply))]
    public void Learn() => _mix.Learn();

    [GlobalCleanup]
    public void CheckBooks()
    {
        var isBalanced = _mix.Ledger.TakeTrialBalance().IsBalanced;
        _mix.Dispose();
        if (!isBalanced)
            throw new InvalidOperationException("The trial balance does not balance.");
    }
}
