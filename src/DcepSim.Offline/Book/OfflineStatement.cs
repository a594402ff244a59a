using System.Collections.Immutable;

namespace DcepSim.Offline;

/// <summary>
/// The book at one moment: what was put into purses, what came back, and where the rest is. All figures are added up afresh from the purses'
/// accounts and the tokens, so <see cref="IsBalanced"/> compares two books.
/// </summary>
/// <param name="Loaded">Put into purses by their holders.</param>
/// <param name="Compensated">Put in from loss accounts, for duplicates honoured and shortfalls charged.</param>
/// <param name="Deposited">Came back by valid, unique deposits and by recovery of lost purses.</param>
/// <param name="InPurses">What the book finds in purses: the sum over all; a broken purse may be below zero.</param>
/// <param name="UnderWay">Payments shown by their payer and not yet by their payee.</param>
/// <param name="Forfeited">Payments whose payee broke its rules: paid, and given to nobody.</param>
/// <param name="Shortfall">What purses are below zero beyond what they owe, together: late tokens, or a loss not charged yet.</param>
/// <param name="Owed">What payees still owe for refused duplicates they had already spent; part of <paramref name="LossOfPayees"/>.</param>
/// <param name="LossOfPayees">Duplicates refused: borne by their payees.</param>
/// <param name="LossOfOperators">Paid from operators' loss accounts.</param>
/// <param name="LossOfCentralBank">Paid from the central bank's loss account.</param>
/// <param name="Tokens">Unique valid tokens.</param>
/// <param name="Repeats">Tokens shown again; without effect.</param>
/// <param name="TokensMissing">Counters that must have been used but were never shown.</param>
/// <param name="Breaks">Every break: those found at upload in the order of upload, then overspends and gaps in the order of purses.</param>
public sealed record OfflineStatement(
    Amount Loaded,
    Amount Compensated,
    Amount Deposited,
    NetAmount InPurses,
    Amount UnderWay,
    Amount Forfeited,
    Amount Shortfall,
    Amount Owed,
    Amount LossOfPayees,
    Amount LossOfOperators,
    Amount LossOfCentralBank,
    long Tokens,
    long Repeats,
    long TokensMissing,
    ImmutableArray<OfflineBreak> Breaks)
{
    /// <summary>The float, value outside the online book: loaded − valid unique deposits, where a loss account loads too.</summary>
    public NetAmount Outstanding => NetAmount.From(Loaded) + NetAmount.From(Compensated) - NetAmount.From(Deposited);

    /// <summary>Whether the float is where the purses' accounts and the tokens say, to the fen.</summary>
    public bool IsBalanced => Outstanding == InPurses + NetAmount.From(UnderWay) + NetAmount.From(Forfeited);

    /// <summary>All losses: borne, charged, and not charged yet.</summary>
    public Amount Loss => LossOfPayees + LossOfOperators + LossOfCentralBank + Shortfall;
}
