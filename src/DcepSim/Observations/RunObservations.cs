using System.Collections.Immutable;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Observations;

/// <summary>What one run shows beyond its totals.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed record RunObservations
{
    private const int LorenzSteps = 100;

    /// <summary>The run's number, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>Claims by whole hours since claims opened, from 0.</summary>
    public required ImmutableArray<long> ClaimsByHour { get; init; }

    /// <summary>Claimants by whole hours from claim to first payment, from 0.</summary>
    public required ImmutableArray<long> FirstSpendByHour { get; init; }

    /// <summary>Persons who claimed, each once however many packets they have.</summary>
    public required long Claimants { get; init; }

    /// <summary>Claimants who never paid with their packet.</summary>
    public required long NeverSpent { get; init; }

    /// <summary>Payments by size, in order of size; from 0 fen on without gaps.</summary>
    public required ImmutableArray<PaymentSizes> Sizes { get; init; }

    /// <summary>Takings of every merchant, of those without any too, by popularity rank.</summary>
    public required ImmutableArray<MerchantTakings> Merchants { get; init; }

    /// <summary>Flows by operator, in the scenario's order.</summary>
    public required ImmutableArray<OperatorFlow> Operators { get; init; }

    /// <summary>Claimants who paid with packet money at least once.</summary>
    public long Spenders => Claimants - NeverSpent;

    /// <summary>Packets claimed, and rights without money.</summary>
    public long Claims => ClaimsByHour.Sum();

    /// <summary>Merchants who took any packet money.</summary>
    public int MerchantsReached => Merchants.Count(merchant => merchant.PacketFen > 0);

    /// <summary>Packet money spent, in fen.</summary>
    public long PacketFen => Operators.Sum(flow => flow.PacketFen);

    /// <summary>Money from wallet top-ups for each yuan of packet money; <c>null</c> when no packet money was spent. It is gross: what would
    /// have been spent anyway is in it.</summary>
    public double? OwnMoneyPerPacketYuan => PerPacket(Operators.Sum(flow => flow.OwnMoneyFen));

    /// <summary>What was paid beside packets in all, top-ups and other tender, for each yuan of packet money; gross, and <c>null</c> when no
    /// packet money was spent.</summary>
    public double? AllMoneyPerPacketYuan => PerPacket(Operators.Sum(flow => flow.OwnMoneyFen + flow.OtherTenderFen));

    /// <summary>How unequally packet money is shared out among merchants: 0 all the same, towards 1 one has all. O(n log n).</summary>
    public double Gini => Concentration.Gini(PacketTakings());

    /// <summary>The Herfindahl-Hirschman index of packet takings, 1/n to 1. O(n log n).</summary>
    public double Hhi => Concentration.Hhi(PacketTakings());

    /// <summary>The Lorenz curve of packet takings: what share the smallest 0, 1, … 100 % of the merchants have. O(n log n).</summary>
    public ImmutableArray<double> Lorenz() => [.. Concentration.Lorenz(PacketTakings(), LorenzSteps)];

    /// <summary>The share of packet money that the largest merchants have, 0 to 1. O(n log n).</summary>
    /// <param name="merchants">How many of the largest, 1 and up.</param>
    public double TopShare(int merchants) => Concentration.TopShare(PacketTakings(), merchants);

    private long[] PacketTakings() => [.. Merchants.Select(merchant => merchant.PacketFen)];

    private double? PerPacket(long fen) => PacketFen == 0 ? null : (double)fen / PacketFen;
}
