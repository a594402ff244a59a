using System.Collections.Immutable;
using NodaTime;

namespace DcepSim.Wallets;

/// <summary>
/// A published set of wallet limits by tier, with the day it is known from and its source.
/// </summary>
/// <remarks>Which set was in force between October 2020 and February 2021 is not published, so a simulation states its choice. Cells without
/// a source are <see cref="LimitCell.Unknown"/>. Immutable and safe to share between threads.</remarks>
public sealed class LimitSet
{
    private readonly ImmutableArray<TierLimits> _tiers;

    private LimitSet(string name, LocalDate knownFrom, string source, params ReadOnlySpan<TierLimits> tiers)
    {
        Name = name;
        KnownFrom = knownFrom;
        Source = source;
        _tiers = tiers.ToImmutableArray();
    }

    /// <summary>The limits shown in the China Construction Bank's test release of August 2020.</summary>
    public static LimitSet TestAugust2020 { get; } = new(
        "test-2020-08",
        new LocalDate(2020, 8, 1), // the month is published, the day is not
        "S60",
        new(LimitCell.Of(500_000), LimitCell.Of(50_000), LimitCell.Of(100_000), LimitCell.Of(500_000)),
        new(LimitCell.Of(10_000), LimitCell.Of(5_000), LimitCell.Of(10_000), LimitCell.Of(300_000)),
        new(LimitCell.Of(2_000), LimitCell.Of(2_000), LimitCell.Of(2_000), LimitCell.Of(50_000)),
        new(LimitCell.Of(1_000), LimitCell.Of(500), LimitCell.Of(1_000), LimitCell.Of(10_000)));

    /// <summary>The limits stated from June 2021 on (tier I and most of III rest on a weak source).</summary>
    public static LimitSet June2021 { get; } = new(
        "june-2021",
        new LocalDate(2021, 6, 11),
        "S56, S57, S58, S59",
        new(LimitCell.None, LimitCell.None, LimitCell.None, LimitCell.None),
        new(LimitCell.Of(500_000), LimitCell.Of(50_000), LimitCell.Of(100_000), LimitCell.Unknown),
        new(LimitCell.Of(20_000), LimitCell.Of(5_000), LimitCell.Unknown, LimitCell.Unknown),
        new(LimitCell.Of(10_000), LimitCell.Of(2_000), LimitCell.Of(5_000), LimitCell.Unknown));

    /// <summary>Every published set, in order of date.</summary>
    public static ImmutableArray<LimitSet> All { get; } = [TestAugust2020, June2021];

    /// <summary>The name by which a scenario chooses it.</summary>
    public string Name { get; }

    /// <summary>The first day from which the set is known.</summary>
    public LocalDate KnownFrom { get; }

    /// <summary>Source ids of the data register.</summary>
    public string Source { get; }

    /// <summary>The set of a name, or <c>null</c> when there is none.</summary>
    public static LimitSet? Find(string name) => All.FirstOrDefault(set => set.Name == name);

    /// <summary>The caps of a tier.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tier"/> is not I to IV.</exception>
    public TierLimits For(WalletTier tier) => tier is >= WalletTier.I and <= WalletTier.IV
        ? _tiers[(int)tier - 1]
        : throw new ArgumentOutOfRangeException(nameof(tier), tier, "A tier is I, II, III or IV.");
}
