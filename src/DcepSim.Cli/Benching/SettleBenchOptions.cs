using System.Numerics;

namespace DcepSim.Cli.Benching;

/// <summary>What a settlement benchmark does. Immutable.</summary>
public sealed record SettleBenchOptions
{
    /// <summary>The least idempotency window: what two batches of the pipeline may hold.</summary>
    public const int WindowMin = 1 << 16;

    /// <summary>Wallets, merchants and packets together; the issue account, vaults, a funder and its pool come on top. A multiple of 10 from
    /// 20 to 100,000,000; default 1,000,000.</summary>
    public int Accounts { get; init; } = 1_000_000;

    /// <summary>How many transfers are measured. Even, 2 to 100,000,000,000; default 20,000,000.</summary>
    public long Transfers { get; init; } = 20_000_000;

    /// <summary>How many callers ask at the same time, each waiting for its answer. 1 to 65,536; default 4.</summary>
    public int Submitters { get; init; } = 4;

    /// <summary>How many transfers a request holds. 1 to 49,152, even where pairs are asked for; default 12,000.</summary>
    public int Batch { get; init; } = 12_000;

    /// <summary>What an answer waits for.</summary>
    public BenchDurability Durability { get; init; }

    /// <summary>Which transfers are asked for.</summary>
    public BenchMix Mix { get; init; }

    /// <summary>The exponent of the Zipf law by which accounts are chosen. 0 to 4; default 0, which is uniform.</summary>
    public double Skew { get; init; }

    /// <summary>Transfers a second that fall due, whether the earlier ones are answered or not. 0 is as fast as answers come; default 0.</summary>
    public long Rate { get; init; }

    /// <summary>Where the journal is put, and kept; null for a temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Within how many journal entries a repeat is answered as the first time. A power of two from <see cref="WindowMin"/> to
    /// 268,435,456; default 134,217,728.</summary>
    public int Window { get; init; } = 1 << 27;

    /// <summary>Whether all memory of the book is taken before the clock starts, as a server would that is to answer evenly from its first request. Not used
    /// without durability; default <c>false</c>.</summary>
    public bool TakesMemoryAtOnce { get; init; }

    /// <summary>The seed of all chance. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many transfers go through before the clock starts: a tenth, at most sixteen million, by when all memory that is used again
    /// has been taken.</summary>
    public long WarmUp => Math.Min(Transfers / 10, 16_000_000) / 2 * 2;

    /// <summary>Checks all options together.</summary>
    /// <returns>This, if valid.</returns>
    /// <exception cref="ArgumentException">Something is out of its range; the message lists every fault.</exception>
    public SettleBenchOptions Validate()
    {
        var faults = new List<string>();
        Check(faults, Accounts is >= 20 and <= 100_000_000 && Accounts % 10 == 0, $"accounts is {Accounts}; allowed: a multiple of 10 from 20 to 100000000.");
        Check(faults, Transfers is >= 2 and <= 100_000_000_000 && Transfers % 2 == 0, $"transfers is {Transfers}; allowed: an even number from 2 to 100000000000.");
        Check(faults, Submitters is >= 1 and <= 65_536, $"submitters is {Submitters}; allowed: 1 to 65536.");
        Check(faults, Batch is >= 1 and <= 49_152, $"batch is {Batch}; allowed: 1 to 49152.");
        Check(faults, Mix == BenchMix.Transfers || Batch % 2 == 0, $"batch is {Batch}; pairs are not cut, so this mix needs an even one.");
        Check(faults, Skew is >= 0 and <= 4, $"skew is {Skew}; allowed: 0 to 4.");
        Check(faults, Rate is >= 0 and <= 1_000_000_000, $"rate is {Rate}; allowed: 0 to 1000000000.");
        Check(faults, Window is >= WindowMin and <= 1 << 28 && BitOperations.IsPow2(Window), $"window is {Window}; allowed: a power of two from {WindowMin} to {1 << 28}.");
        return faults.Count == 0 ? this : throw new ArgumentException(string.Join(' ', faults));
    }

    private static void Check(List<string> faults, bool isValid, FormattableString fault)
    {
        if (!isValid)
            faults.Add(FormattableString.Invariant(fault));
    }
}
