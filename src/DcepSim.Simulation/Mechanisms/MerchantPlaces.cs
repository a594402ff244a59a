using System.Collections.Immutable;
using DcepSim.Simulation.Scenarios;
using DcepSim.Statistics.Sampling;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Which merchant in store is of which category and in which district.</summary>
/// <remarks>The merchant of each popularity rank gets category and district by a low-discrepancy sequence, so that every rank range has about
/// the stated shares; it is the same in all runs of a scenario. Immutable and safe to share between threads.</remarks>
public sealed class MerchantPlaces
{
    private const ulong CategoryStep = 0x9E3779B97F4A7C15; // multiples of the golden ratio and of the root of 2, modulo 1:
    private const ulong DistrictStep = 0x6A09E667F3BCC909; // evenly spread, and independent of each other

    /// <summary>Gives every merchant its place. O(merchants).</summary>
    /// <param name="merchants">The merchants of a scenario without faults.</param>
    public MerchantPlaces(MerchantScenario merchants)
    {
        ArgumentNullException.ThrowIfNull(merchants);
        Categories = Spread(merchants.Count, [.. merchants.Categories.Select(category => category.Share)], CategoryStep, "categories");
        Districts = Spread(merchants.Count, [.. merchants.Districts.Select(district => district.MerchantShare)], DistrictStep, "districts");
    }

    /// <summary>The category of each merchant in store, by popularity rank: its place in the scenario's list; 0 where none are told apart.</summary>
    public ImmutableArray<byte> Categories { get; }

    /// <summary>The district of each merchant in store, by popularity rank: its place in the scenario's list; 0 where none are told apart.</summary>
    public ImmutableArray<byte> Districts { get; }

    private static ImmutableArray<byte> Spread(int count, ImmutableArray<double> shares, ulong step, string name)
    {
        var of = ImmutableArray.CreateBuilder<byte>(count);
        of.Count = count;
        if (shares.IsEmpty)
            return of.MoveToImmutable();
        var table = DiscreteTable.FromWeights(shares.AsSpan(), name);
        for (var rank = 0; rank < count; rank++)
            of[rank] = (byte)table.Draw(unchecked((ulong)(rank + 1) * step)); // modulo 2^64 is what makes the sequence
        return of.MoveToImmutable();
    }
}
