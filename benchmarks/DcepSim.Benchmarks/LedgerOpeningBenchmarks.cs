using BenchmarkDotNet.Attributes;
using DcepSim.Ledger;

namespace DcepSim.Benchmarks;

/// <summary>What a simulated run pays for a book of its own.</summary>
[MemoryDiagnoser]
public class LedgerOpeningBenchmarks
{
    [Params(0, 100_000)]
    public int Accounts { get; set; }

    [Benchmark(Baseline = true)]
    public int OpenAndClose()
    {
        using var ledger = new GeneralLedger(new LedgerOptions());
        for (var i = 0; i < Accounts; i++)
            ledger.Open(new(AccountKind.PersonalWallet, new OperatorId(1)));
        return ledger.AccountCount;
    }
}
