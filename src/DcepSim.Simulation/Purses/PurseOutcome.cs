using DcepSim.Offline;

namespace DcepSim.Simulation.Purses;

/// <summary>What the purses of one run came to. All money is in fen.</summary>
/// <remarks><c>default</c> values: a run in which nobody had a purse.</remarks>
public sealed record PurseOutcome
{
    /// <summary>People, with a purse or without.</summary>
    public long People { get; init; }

    /// <summary>Payments that people wanted to make offline; those without a purse count in outages only.</summary>
    public long Wanted { get; init; }

    /// <summary>Of these, payments that the payee has.</summary>
    public long Paid { get; init; }

    /// <summary>What payees took, from broken purses too.</summary>
    public long PaidFen { get; init; }

    /// <summary>What holders loaded into purses.</summary>
    public long LoadedFen { get; init; }

    /// <summary>What came back by valid, unique deposits and by recovery, at everybody's last contact after the window too.</summary>
    public long DepositedFen { get; init; }

    /// <summary>The float when the window ended, before everybody's last contact.</summary>
    public long FloatFen { get; init; }

    /// <summary>All losses, whoever bears them.</summary>
    public long LossFen { get; init; }

    /// <summary>Broken purses that were found while the window lasted.</summary>
    public long Found { get; init; }

    /// <summary>Payments that people wanted to make while there was no network.</summary>
    public long OutageWanted { get; init; }

    /// <summary>Of these, payments that the payee has.</summary>
    public long OutagePaid { get; init; }

    /// <summary>The share of payments that still worked without a network; not a number when nobody wanted to pay.</summary>
    public double OutageServed => OutageWanted == 0 ? double.NaN : (double)OutagePaid / OutageWanted;

    /// <summary>The most payments that waited at one time to be shown to the book.</summary>
    public long BacklogMax { get; init; }

    /// <summary>The most tokens that the book was shown in one hour: the settlement peak.</summary>
    public long PeakPerHour { get; init; }

    internal static PurseOutcome Of(WorldOutcome outcome, WorldTerms terms, double roundHours) => new()
    {
        People = terms.Purses - terms.Merchants,
        Wanted = outcome.Rounds.Sum(round => (long)round.Wanted),
        Paid = outcome.Rounds.Sum(round => (long)round.Paid),
        PaidFen = outcome.Paid.Fen,
        LoadedFen = outcome.Statement.Loaded.Fen,
        DepositedFen = outcome.Statement.Deposited.Fen,
        FloatFen = outcome.Rounds[^1].Outstanding.Fen,
        LossFen = outcome.Statement.Loss.Fen,
        Found = outcome.DetectionRounds.Length,
        OutageWanted = outcome.Rounds.Where((_, round) => terms.IsOutage(round)).Sum(round => (long)round.Wanted),
        OutagePaid = outcome.Rounds.Where((_, round) => terms.IsOutage(round)).Sum(round => (long)round.Paid),
        BacklogMax = outcome.Rounds.Max(round => round.Backlog),
        PeakPerHour = Peak(outcome, Math.Max(1, (int)Math.Round(1 / roundHours))),
    };

    private static long Peak(WorldOutcome outcome, int roundsPerHour) =>
        outcome.Rounds.Chunk(roundsPerHour).Max(hour => hour.Sum(round => (long)round.Shown));
}
