using System.Collections.Immutable;

namespace DcepSim.Offline;

/// <summary>What became of an <see cref="OfflineWorld"/> when its rounds were over and everybody honest had come back online.</summary>
/// <param name="Rounds">One entry a round.</param>
/// <param name="Refusals">How many payments of honest holders were refused, by reason: indexed by <see cref="OfflineRefusal"/>.</param>
/// <param name="Statement">The book at the end.</param>
/// <param name="AccountBreaks">Honest purses that differ from their account in the book; 0 unless the house is wrong.</param>
/// <param name="Broken">How many purses were broken.</param>
/// <param name="PayeesReached">Different payees that took value from a broken purse, summed over broken purses.</param>
/// <param name="DetectionRounds">For each broken purse that was found during the rounds: rounds from its first payment until then, in the order
/// of finding.</param>
/// <param name="UndetectedRounds">For each broken purse that paid and was not found during the rounds: rounds from its first payment to the
/// end, in the order of purses. Its latency is longer than that.</param>
/// <param name="Tally">Signatures the devices and the desk would have made and checked.</param>
/// <param name="Digest">SHA-256 over the state of every purse and every round, in hexadecimal: equal for equal terms and key.</param>
public sealed record WorldOutcome(
    ImmutableArray<WorldRound> Rounds,
    ImmutableArray<long> Refusals,
    OfflineStatement Statement,
    int AccountBreaks,
    int Broken,
    long PayeesReached,
    ImmutableArray<int> DetectionRounds,
    ImmutableArray<int> UndetectedRounds,
    SignatureTally Tally,
    string Digest)
{
    /// <summary>What payees took in all rounds, from honest, stolen and broken purses.</summary>
    public Amount Paid => Rounds.Aggregate(Amount.Zero, (sum, round) => sum + round.PaidValue + round.BrokenValue);

    /// <summary>Loss in yuan per million yuan paid, rounded down; 0 when nothing was paid.</summary>
    public long LossPerMillion => Paid.IsZero ? 0 : (long)((Int128)Statement.Loss.Fen * 1_000_000 / Paid.Fen);

    /// <summary>Mean rounds from the first payment of a broken purse until it was found, where nobody is waited for longer than the rounds last: the
    /// restricted mean, which needs no guess about those not found. Not a number when no broken purse paid.</summary>
    public double DetectionMean
    {
        get
        {
            var count = DetectionRounds.Length + UndetectedRounds.Length;
            return count == 0 ? double.NaN : (double)(DetectionRounds.Sum() + UndetectedRounds.Sum()) / count;
        }
    }

    /// <summary>Broken purses that were not found while the rounds lasted: their latency is longer than any in <see cref="DetectionRounds"/>, so
    /// a mean over those alone is too short.</summary>
    public int Undetected => Broken - DetectionRounds.Length;
}
