using System.Collections.Immutable;
using NodaTime;

namespace DcepSim.Simulation.Scenarios;

/// <summary>The give-away: who pays, what is given, to how many entrants, and when. All times are local to Asia/Shanghai; in files
/// "24:00" is the first instant of the next day.</summary>
public sealed record CampaignScenario
{
    /// <summary>Who funds it.</summary>
    public required LocalizedText Funder { get; init; }

    /// <summary>The operator that holds the funder's corporate wallet; one of the scenario's operators.</summary>
    public required string FunderOperator { get; init; }

    /// <summary>The money set aside, at least the sum of all packets. File field <c>budgetYuan</c>.</summary>
    public required Amount Budget { get; init; }

    /// <summary>The packets by face value.</summary>
    public required ImmutableArray<PacketScenario> Packets { get; init; }

    /// <summary>How many packages the first round gives away: the rows' counts, each package counted once.</summary>
    /// <exception cref="OverflowException">They are more than fit 32 bits.</exception>
    public int Winners => Enumerable.Range(0, Packets.Length).Where(row => FirstRowOf(row) == row).Sum(row => Packets[row].Count);

    /// <summary>What the packages of all rounds cost if all were spent, before money that rolls over buys further ones.</summary>
    /// <exception cref="OverflowException">The sum leaves 64 bits.</exception>
    public Amount Issued => Amount.FromFen(Packets.Sum(packet => packet.Value.Fen + Rounds.Sum(round => (packet with { Count = round.CountOf(packet) }).Value.Fen)));

    /// <summary>The first row of the package that a row belongs to; the row itself where it is a package by itself. O(rows).</summary>
    /// <param name="row">A row of <see cref="Packets"/>, from 0.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public int FirstRowOf(int row)
    {
        if (Packets[row].Package is not { Length: > 0 } package)
            return row;
        for (var first = 0; first < row; first++)
        {
            if (Packets[first].Package == package)
                return first;
        }

        return row;
    }

    /// <summary>How many persons complete registration, at least the number of packages.</summary>
    public required int Applicants { get; init; }

    /// <summary>When registration opens.</summary>
    public required LocalDateTime RegistrationOpens { get; init; }

    /// <summary>When registration closes.</summary>
    public required LocalDateTime RegistrationCloses { get; init; }

    /// <summary>When winners are drawn.</summary>
    public required LocalDateTime DrawAt { get; init; }

    /// <summary>When winners are told and may claim.</summary>
    public required LocalDateTime ClaimOpens { get; init; }

    /// <summary>When packets may first be spent.</summary>
    public required LocalDateTime SpendOpens { get; init; }

    /// <summary>The first moment at which packets may no longer be spent; then the rest is recalled.</summary>
    public required LocalDateTime SpendCloses { get; init; }

    /// <summary>How packets find their holders; a lottery where nothing is said.</summary>
    public DistributionScenario Distribution { get; init; } = DistributionScenario.Lottery;

    /// <summary>Groups of applicants that packets may be reserved for; empty for none.</summary>
    public ImmutableArray<StratumScenario> Strata { get; init; } = [];

    /// <summary>What may be used together on one purchase.</summary>
    public StackingScenario Stacking { get; init; } = StackingScenario.One;

    /// <summary>How often and how much a holder may use packets in one round.</summary>
    public UseLimitScenario Limits { get; init; } = UseLimitScenario.None;

    /// <summary>Where packet money goes that was not spent in its round.</summary>
    public UnspentRule Unspent { get; init; }

    /// <summary>The rounds after the first, in order of time; empty for a campaign of one round.</summary>
    public ImmutableArray<RoundScenario> Rounds { get; init; } = [];
}
