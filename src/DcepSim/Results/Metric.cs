using System.Collections.Immutable;
using DcepSim.Simulation;
using DcepSim.Simulation.Purses;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Results;

/// <summary>A figure that every run of a campaign gives. The list is closed and its order is that of every table and file.</summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class Metric
{
    private readonly Func<RunOutcome, double> _valueIn;

    private readonly Func<Scenario, bool> _appliesTo;

    private Metric(
        string name,
        string title,
        MetricUnit unit,
        string meaning,
        Func<RunOutcome, double> valueIn,
        FigureRole roleUnpublished = FigureRole.Unconstrained,
        Func<Scenario, bool>? appliesTo = null)
    {
        _appliesTo = appliesTo ?? (_ => true);
        _valueIn = valueIn;
        Name = name;
        Title = title;
        Unit = unit;
        Meaning = meaning;
        RoleUnpublished = roleUnpublished;
    }

    /// <summary>Persons who completed registration.</summary>
    public static Metric Applicants { get; } = new("applicants", "applicants", MetricUnit.Count, "Persons who completed registration.", run => run.Applicants, FigureRole.Input);

    /// <summary>Persons who registered in the first 24 hours.</summary>
    public static Metric RegisteredFirst24h { get; } = new("registeredFirst24h", "registered day 1", MetricUnit.Count, "Persons who registered in the first 24 hours of registration.", run => run.RegistrationsByHour.Take(24).Sum(), appliesTo: scenario => scenario.Behaviour.Registration is not null);

    /// <summary>The most persons who registered in one hour.</summary>
    public static Metric RegistrationPeak { get; } = new("registrationPeakPerHour", "peak registering", MetricUnit.Count, "The most persons who registered in one hour.", run => run.RegistrationsByHour.DefaultIfEmpty().Max(), appliesTo: scenario => scenario.Behaviour.Registration is not null);

    /// <summary>Persons drawn.</summary>
    public static Metric Winners { get; } = new("winners", "winners", MetricUnit.Count, "Persons drawn, in each round anew.", run => run.Winners, FigureRole.Input);

    /// <summary>Winners who claimed their packet.</summary>
    public static Metric Claimed { get; } = new("claimed", "claimed", MetricUnit.Count, "Winners who claimed what they won, in each round anew.", run => run.Claimed);

    /// <summary>Payments that use packet money; packet and own money in one purchase are one payment.</summary>
    public static Metric Payments { get; } = new("payments", "payments", MetricUnit.Count, "Payments that use packet money; packet and own money in one purchase are one payment.", run => run.Payments);

    /// <summary>Packet value spent at merchants, in fen.</summary>
    public static Metric Redeemed { get; } = new("redeemedFen", "redeemed", MetricUnit.Fen, "Packet value spent at merchants.", run => run.RedeemedFen);

    /// <summary>Spending from wallet top-ups, in fen.</summary>
    public static Metric OwnMoney { get; } = new("ownMoneyFen", "own money", MetricUnit.Fen, "Spending from wallet top-ups.", run => run.OwnMoneyFen);

    /// <summary>Shortfalls paid by any other method, outside e-CNY, in fen.</summary>
    public static Metric OtherTender { get; } = new("otherTenderFen", "other tender", MetricUnit.Fen, "Shortfalls paid by any other method, outside e-CNY.", run => run.OtherTenderFen);

    /// <summary>Packet money that went back to the funder, in fen.</summary>
    public static Metric Recalled { get; } = new("recalledFen", "recalled", MetricUnit.Fen, "Packet money, unclaimed or unspent, that went back to the funder.", run => run.RecalledFen, FigureRole.Derived);

    /// <summary>Redeemed packet value by payment, in fen; without payments it is not a number.</summary>
    public static Metric MeanPayment { get; } = new("meanPaymentFen", "mean payment", MetricUnit.Fen, "Redeemed packet value by payment.", run => run.Payments == 0 ? double.NaN : (double)run.RedeemedFen / run.Payments, FigureRole.Derived);

    /// <summary>Packet value spent on online platforms, in fen.</summary>
    public static Metric OnlineRedeemed { get; } = new("onlineRedeemedFen", "online", MetricUnit.Fen, "Packet value spent on online platforms.", run => run.OnlineRedeemedFen, appliesTo: SellsOnline);

    /// <summary>Packet value spent in store, in fen.</summary>
    public static Metric InStoreRedeemed { get; } = new("inStoreRedeemedFen", "in store", MetricUnit.Fen, "Packet value spent in store.", run => run.InStoreRedeemedFen, appliesTo: SellsOnline);

    /// <summary>Payments on online platforms in the first 24 hours of the spend window.</summary>
    public static Metric OnlineOrdersFirst24h { get; } = new("onlineOrdersFirst24h", "online day 1", MetricUnit.Count, "Payments on online platforms in the first 24 hours of the spend window.", run => run.OnlineOrdersFirst24h, appliesTo: SellsOnline);

    /// <summary>Claimants who tried payment between two devices without network.</summary>
    public static Metric DoubleOfflineParticipants { get; } = new("doubleOfflineParticipants", "both offline", MetricUnit.Count, "Claimants who tried payment between two devices without network.", run => run.DoubleOfflineParticipants, appliesTo: scenario => scenario.Behaviour.DoubleOfflineShare > 0);

    /// <summary>Applicants who came too late in a grab.</summary>
    public static Metric RefusedClaims { get; } = new("refusedClaims", "too late", MetricUnit.Count, "Applicants who came too late in a grab.", run => run.RefusedClaims, appliesTo: scenario => scenario.Campaign.Distribution.Method == DistributionMethod.Grab);

    /// <summary>Packages claimed in rounds after the first.</summary>
    public static Metric LaterRoundClaims { get; } = new("laterRoundClaims", "later rounds", MetricUnit.Count, "Packages claimed in rounds after the first.", run => run.LaterRoundClaims, appliesTo: scenario => !scenario.Campaign.Rounds.IsEmpty);

    /// <summary>Unspent packet money that went into a further round, in fen.</summary>
    public static Metric RolledOver { get; } = new("rolledOverFen", "rolled over", MetricUnit.Fen, "Unspent packet money that went into a further round.", run => run.RolledOverFen, appliesTo: scenario => scenario.Campaign.Unspent == UnspentRule.RollOver && !scenario.Campaign.Rounds.IsEmpty);

    /// <summary>e-CNY that merchants gave back, in fen.</summary>
    public static Metric Refunded { get; } = new("refundedFen", "refunded", MetricUnit.Fen, "e-CNY that merchants gave back: to packets, the funder and wallets.", run => run.RefundedFen, appliesTo: scenario => scenario.Behaviour.Refunds.Share > 0);

    /// <summary>What merchants took off prices for white-listed customers, in fen.</summary>
    public static Metric Discount { get; } = new("discountFen", "discounts", MetricUnit.Fen, "What merchants took off prices for white-listed customers.", run => run.DiscountFen, appliesTo: scenario => scenario.Campaign.Packets.Any(packet => packet.DiscountRate > 0));

    /// <summary>What merchants took off prices for their own coupons, in fen.</summary>
    public static Metric MerchantCoupons { get; } = new("merchantCouponFen", "merchant coupons", MetricUnit.Fen, "What merchants took off prices for their own coupons.", run => run.MerchantCouponFen, appliesTo: scenario => scenario.Campaign.Packets.Any(packet => !packet.MerchantCoupon.IsZero));

    /// <summary>Own money paid through sub-wallets, in fen.</summary>
    public static Metric SubWallets { get; } = new("subWalletFen", "sub-wallets", MetricUnit.Fen, "Own money paid through sub-wallets.", run => run.SubWalletFen, appliesTo: scenario => scenario.Wallets.SubWallets is not null);

    /// <summary>Extra spending over the spend windows, everywhere, in fen: what winners spend by all tenders less what the same persons spend not winning.</summary>
    public static Metric ExtraWindow { get; } = Extra("extraWindowFen", "extra", "What winners spend by all tenders over the spend windows less what the same persons spend not winning; by the assumed prior.", extra => extra.WindowFen);

    /// <summary>The part of <see cref="ExtraWindow"/> at designated merchants, in fen.</summary>
    public static Metric ExtraWindowInside { get; } = Extra("extraWindowInsideFen", "extra inside", "Extra spending over the spend windows at designated merchants, by the assumed prior.", extra => extra.WindowInsideFen);

    /// <summary>Extra spending over the spend windows and the 120 days after, everywhere, in fen.</summary>
    public static Metric Extra120Days { get; } = Extra("extra120DaysFen", "extra 120 d", "Extra spending over the spend windows and the 120 days after, everywhere, by the assumed prior.", extra => extra.LongFen);

    /// <summary>The part of <see cref="Extra120Days"/> at designated merchants, in fen.</summary>
    public static Metric Extra120DaysInside { get; } = Extra("extra120DaysInsideFen", "extra 120 d inside", "Extra spending over the spend windows and the 120 days after at designated merchants, by the assumed prior.", extra => extra.LongInsideFen);

    /// <summary>The share of spending in the campaign's purchases that would have happened anyway.</summary>
    public static Metric DisplacedShare { get; } = ExtraRatio("displacedShare", "displaced", MetricUnit.Share, "The share of spending in the campaign's purchases that would have happened anyway, by the assumed prior.", extra => extra.DisplacedShare);

    /// <summary>Other money beside each yuan redeemed, extra or not.</summary>
    public static Metric GrossLeverage { get; } = ExtraRatio("leverageGross", "gross leverage", MetricUnit.Ratio, "Own money and other tenders beside each yuan redeemed, whether they would have been spent anyway or not.", extra => extra.GrossLeverage);

    /// <summary>Extra spending over the spend windows and the 120 days after for each yuan redeemed.</summary>
    public static Metric ExtraLeverage { get; } = ExtraRatio("leverageExtra", "extra leverage", MetricUnit.Ratio, "Extra spending over the spend windows and the 120 days after for each yuan redeemed, by the assumed prior.", extra => extra.ExtraLeverage);

    /// <summary>Yuan redeemed for each yuan of extra spending over the spend windows and the 120 days after.</summary>
    public static Metric CostPerExtraYuan { get; } = ExtraRatio("costPerExtraYuan", "cost of extra", MetricUnit.Ratio, "Yuan redeemed for each yuan of extra spending over the spend windows and the 120 days after, by the assumed prior.", extra => extra.CostPerExtraYuan);

    /// <summary>Payments between purses that the payee has.</summary>
    public static Metric OfflinePayments { get; } = new("offlinePayments", "offline pays", MetricUnit.Count, "Payments between purses that the payee has.", run => Of(run).Paid, appliesTo: HasPurses);

    /// <summary>What payees took from purses, in fen.</summary>
    public static Metric OfflineValue { get; } = new("offlineValueFen", "offline sum", MetricUnit.Fen, "What payees took from purses.", run => Of(run).PaidFen, appliesTo: HasPurses);

    /// <summary>What holders loaded into purses, in fen.</summary>
    public static Metric OfflineLoaded { get; } = new("offlineLoadedFen", "purse loads", MetricUnit.Fen, "What holders loaded into purses.", run => Of(run).LoadedFen, appliesTo: HasPurses);

    /// <summary>What came back from purses, in fen.</summary>
    public static Metric OfflineDeposited { get; } = new("offlineDepositedFen", "deposits", MetricUnit.Fen, "What came back from purses by valid, unique deposits and by recovery, at everybody's last contact after the window too.", run => Of(run).DepositedFen, appliesTo: HasPurses);

    /// <summary>The offline float when the window ended, in fen.</summary>
    public static Metric OfflineFloat { get; } = new("offlineFloatFen", "float", MetricUnit.Fen, "The offline float when the window ended: loaded less deposited until then, before everybody's last contact.", run => Of(run).FloatFen, appliesTo: HasPurses);

    /// <summary>The most payments that waited at one time to be shown to the book.</summary>
    public static Metric OfflineBacklog { get; } = new("offlineBacklog", "backlog", MetricUnit.Count, "The most offline payments that waited at one time to be shown to the book.", run => Of(run).BacklogMax, appliesTo: HasPurses);

    /// <summary>The most tokens that the book was shown in one hour.</summary>
    public static Metric OfflinePeak { get; } = new("offlinePeakPerHour", "peak an hour", MetricUnit.Count, "The settlement peak: the most tokens that the book was shown in one hour.", run => Of(run).PeakPerHour, appliesTo: HasPurses);

    /// <summary>Losses by broken purses, in fen.</summary>
    public static Metric OfflineLoss { get; } = new("offlineLossFen", "offline loss", MetricUnit.Fen, "Losses by broken purses, whoever bears them.", run => Of(run).LossFen, appliesTo: HasBrokenPurses);

    /// <summary>Broken purses that were found.</summary>
    public static Metric OfflineFound { get; } = new("offlineFound", "purses found", MetricUnit.Count, "Broken purses that were found while the window lasted.", run => Of(run).Found, appliesTo: HasBrokenPurses);

    /// <summary>Payments that people wanted to make while there was no network.</summary>
    public static Metric OutageWanted { get; } = new("outageWanted", "outage wants", MetricUnit.Count, "Payments that people wanted to make while there was no network.", run => Of(run).OutageWanted, appliesTo: HasOutage);

    /// <summary>Of these, payments that the payee has.</summary>
    public static Metric OutagePayments { get; } = new("outagePayments", "outage pays", MetricUnit.Count, "Of the payments wanted while there was no network, those that the payee has.", run => Of(run).OutagePaid, appliesTo: HasOutage);

    /// <summary>The share of payments that still worked without a network.</summary>
    public static Metric OutageServed { get; } = new("outageServed", "outage share", MetricUnit.Share, "The share of payments that still worked without a network.", run => Of(run).OutageServed, FigureRole.Derived, HasOutage);

    /// <summary>Own money for each yuan of packet money: leverage, gross.</summary>
    public static Metric OwnMoneyPerPacketYuan { get; } = new("ownMoneyPerPacketYuan", "own per yuan", MetricUnit.Ratio, "Own money for each yuan of packet money. It is gross: what would have been spent anyway is in it.", run => Ratio(run.OwnMoneyFen, run.RedeemedFen), FigureRole.Derived);

    /// <summary>The Gini coefficient of merchants' takings in e-CNY.</summary>
    public static Metric TakingsGini { get; } = new("takingsGini", "takings Gini", MetricUnit.Ratio, "The Gini coefficient of merchants' takings in e-CNY: 0 all the same, towards 1 one has all.", run => run.Takings.Gini);

    /// <summary>The Herfindahl-Hirschman index of merchants' takings in e-CNY.</summary>
    public static Metric TakingsHhi { get; } = new("takingsHhi", "takings HHI", MetricUnit.Ratio, "The Herfindahl-Hirschman index of merchants' takings in e-CNY, 1/n to 1.", run => run.Takings.Hhi);

    /// <summary>The largest merchant's share of all takings in e-CNY.</summary>
    public static Metric TakingsTop1 { get; } = new("takingsTop1Share", "top 1 takes", MetricUnit.Share, "The largest merchant's share of all takings in e-CNY.", run => run.Takings.Top1Share);

    /// <summary>The ten largest merchants' share of all takings in e-CNY.</summary>
    public static Metric TakingsTop10 { get; } = new("takingsTop10Share", "top 10 take", MetricUnit.Share, "The ten largest merchants' share of all takings in e-CNY.", run => run.Takings.Top10Share);

    /// <summary>The hundred largest merchants' share of all takings in e-CNY.</summary>
    public static Metric TakingsTop100 { get; } = new("takingsTop100Share", "top 100 take", MetricUnit.Share, "The hundred largest merchants' share of all takings in e-CNY.", run => run.Takings.Top100Share);

    /// <summary>Every metric, in the order of tables and files.</summary>
    public static ImmutableArray<Metric> All { get; } =
    [
        Applicants, Winners, Claimed, Payments, Redeemed, OwnMoney, OtherTender, Recalled, MeanPayment, OnlineRedeemed, InStoreRedeemed, OnlineOrdersFirst24h, DoubleOfflineParticipants,
        RegisteredFirst24h, RegistrationPeak, RefusedClaims, LaterRoundClaims, RolledOver, Refunded, Discount, MerchantCoupons, SubWallets,
        ExtraWindow, ExtraWindowInside, Extra120Days, Extra120DaysInside, DisplacedShare, GrossLeverage, ExtraLeverage, CostPerExtraYuan,
        OfflinePayments, OfflineValue, OfflineLoaded, OfflineDeposited, OfflineFloat, OfflineBacklog, OfflinePeak, OfflineLoss, OfflineFound, OutageWanted, OutagePayments, OutageServed,
        OwnMoneyPerPacketYuan, TakingsGini, TakingsHhi, TakingsTop1, TakingsTop10, TakingsTop100,
    ];

    /// <summary>The names, in the same order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(metric => metric.Name)];

    private static Metric Extra(string name, string title, string meaning, Func<ExtraSpending, long> part) =>
        new(name, title, MetricUnit.Fen, meaning, run => run.Extra is { } extra ? part(extra) : double.NaN, appliesTo: scenario => scenario.Behaviour.ExtraSpending is not null);

    private static double Ratio(long part, long of) => of == 0 ? double.NaN : (double)part / of;

    private static Metric ExtraRatio(string name, string title, MetricUnit unit, string meaning, Func<ExtraSpending, double> part) =>
        new(name, title, unit, meaning, run => run.Extra is { } extra ? part(extra) : double.NaN, FigureRole.Derived, scenario => scenario.Behaviour.ExtraSpending is not null);

    private static bool HasPurses(Scenario scenario) => scenario.Offline is not null;

    private static bool HasBrokenPurses(Scenario scenario) => scenario.Offline is { Adversary.BrokenShare: > 0 };

    private static bool HasOutage(Scenario scenario) => scenario.Offline is { Outage.Hours: > 0 };

    private static PurseOutcome Of(RunOutcome run) => run.Purses ?? new();

    private static bool SellsOnline(Scenario scenario) => !scenario.Merchants.OnlinePlatforms.IsEmpty;

    /// <summary>The name in files, such as <c>redeemedFen</c>.</summary>
    public string Name { get; }

    /// <summary>The name in tables for people.</summary>
    public string Title { get; }

    /// <summary>What it is counted in.</summary>
    public MetricUnit Unit { get; }

    /// <summary>What it says, in one line.</summary>
    public string Meaning { get; }

    /// <summary>Its role in a scenario that has no published figure for it.</summary>
    public FigureRole RoleUnpublished { get; }

    /// <summary>Its value in one run; not a number where it has none.</summary>
    public double ValueIn(RunOutcome run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return _valueIn(run);
    }

    /// <summary>Whether a scenario has anything for it to count.</summary>
    public bool AppliesTo(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return _appliesTo(scenario);
    }

    /// <summary>The name in files.</summary>
    public override string ToString() => Name;
}
