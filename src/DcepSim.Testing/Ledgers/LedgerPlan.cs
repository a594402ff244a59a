using FsCheck;
using FsCheck.Fluent;
using DcepSim.Ledger;

namespace DcepSim.Testing.Ledgers;

/// <summary>
/// A row of commands for a ledger, small enough to be generated, shrunk and printed: the commands themselves follow from it.
/// </summary>
/// <param name="Seed">The seed of the workload's key.</param>
/// <param name="Batches">How many batches there are.</param>
/// <param name="WindowBits">The idempotency window is two to the power of this.</param>
/// <param name="GapsPerThousand">How many in a thousand new keys leave a gap of a whole key block or more.</param>
public sealed record LedgerPlan(int Seed, int Batches, int WindowBits, int GapsPerThousand)
{
    /// <summary>Plans of up to so many batches; a failing one is shrunk to fewer.</summary>
    /// <param name="batchesMax">1 and up.</param>
    public static Arbitrary<LedgerPlan> Arbitrary(int batchesMax)
    {
        var plans =
            from seed in Gen.Choose(0, int.MaxValue)
            from batches in Gen.Choose(batchesMax / 2, batchesMax)
            from bits in Gen.Choose(5, 10)
            from gaps in Gen.Elements(0, 0, 1, 300)
            select new LedgerPlan(seed, batches, bits, gaps);
        return Arb.From(plans, plan => Fewer(plan.Batches).Select(batches => plan with { Batches = batches }));
    }

    /// <summary>The stated capacities of the books it is played to.</summary>
    public LedgerOptions Options => new() { AccountsMax = 256, IdempotencyWindow = 1 << WindowBits, SessionsMax = 4, ChainLengthMax = 6, HoldsMax = 6, ExpiriesMax = 3 };

    private static IEnumerable<int> Fewer(int batches)
    {
        for (var cut = batches / 2; cut > 0; cut /= 2)
            yield return batches - cut;
    }
}
