using System.Collections.Immutable;
using DcepSim.Simulation.Audit;
using DcepSim.Simulation.Purses;
using DcepSim.Statistics.Estimation;

namespace DcepSim.Simulation;

/// <summary>What one run observed. All money is in fen.</summary>
public sealed record RunOutcome
{
    /// <summary>Persons who completed registration.</summary>
    public required long Applicants { get; init; }

    /// <summary>Persons who registered in each hour since registration opened; empty where the scenario only says how many they are.</summary>
    public ImmutableArray<long> RegistrationsByHour { get; init; } = [];

    /// <summary>Persons drawn.</summary>
    public required long Winners { get; init; }

    /// <summary>Winners who claimed their packet.</summary>
    public required long Claimed { get; init; }

    /// <summary>Payments that used packet money; a payment with own money beside it counts once.</summary>
    public required long Payments { get; init; }

    /// <summary>Packet value spent at merchants (the published word "redeemed").</summary>
    public required long RedeemedFen { get; init; }

    /// <summary>The part of <see cref="RedeemedFen"/> spent on online platforms.</summary>
    public required long OnlineRedeemedFen { get; init; }

    /// <summary>The part of <see cref="RedeemedFen"/> spent in store.</summary>
    public long InStoreRedeemedFen => RedeemedFen - OnlineRedeemedFen;

    /// <summary>Payments on online platforms that used packet money, in the first 24 hours of the spend window.</summary>
    public required long OnlineOrdersFirst24h { get; init; }

    /// <summary>Claimants who tried payment between two devices without network.</summary>
    public required long DoubleOfflineParticipants { get; init; }

    /// <summary>Spending from wallet top-ups.</summary>
    public required long OwnMoneyFen { get; init; }

    /// <summary>Shortfalls paid by any other method, outside e-CNY.</summary>
    public required long OtherTenderFen { get; init; }

    /// <summary>Packet money that went back to the funder, unclaimed packets included.</summary>
    public required long RecalledFen { get; init; }

    /// <summary>e-CNY issued by the central bank for the run.</summary>
    public required long IssuedFen { get; init; }

    /// <summary>The rounds in order of time; empty for a campaign that is one plain lottery.</summary>
    public ImmutableArray<RoundOutcome> Rounds { get; init; } = [];

    /// <summary>The part of <see cref="RedeemedFen"/> from coupons with a threshold.</summary>
    public long CouponRedeemedFen { get; init; }

    /// <summary>Extra spending by the scenario's prior; <c>null</c> where it has none.</summary>
    public ExtraSpending? Extra { get; init; }

    /// <summary>In a grab: applicants who came too late.</summary>
    public long RefusedClaims { get; init; }

    /// <summary>The part of <see cref="Claimed"/> in rounds after the first.</summary>
    public long LaterRoundClaims { get; init; }

    /// <summary>Unspent packet money that went to the pool for a further round.</summary>
    public long RolledOverFen { get; init; }

    /// <summary>e-CNY that merchants gave back: packet money to packets or the funder, own money to wallets. It is no longer in
    /// <see cref="RedeemedFen"/> and <see cref="OwnMoneyFen"/>.</summary>
    public long RefundedFen { get; init; }

    /// <summary>What merchants took off prices for white-listed customers.</summary>
    public long DiscountFen { get; init; }

    /// <summary>What merchants took off prices for their own coupons.</summary>
    public long MerchantCouponFen { get; init; }

    /// <summary>Own money paid through sub-wallets.</summary>
    public long SubWalletFen { get; init; }

    /// <summary>How unequally the e-CNY that merchants took, packets and own money less refunds, is shared out among all of them.</summary>
    public ConcentrationMeasures Takings { get; init; }

    /// <summary>What the purses beside the campaign came to; <c>null</c> when the scenario has none.</summary>
    public PurseOutcome? Purses { get; init; }

    /// <summary>How often the ledger refused, by reason; a refused own-money part is then paid by another tender.</summary>
    public required ImmutableSortedDictionary<SettlementStatus, long> Refusals { get; init; }

    /// <summary>The campaign's books held against the ledger's.</summary>
    public required AuditReport Audit { get; init; }
}
