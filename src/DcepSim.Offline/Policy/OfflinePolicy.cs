using System.Collections.Immutable;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// The rules of offline payment as data: what honest devices enforce, what payees enforce against broken ones, and who bears a loss.
/// </summary>
/// <remarks>
/// <para>The limits of the double-offline pilots are not published. Only the no-power no-network payment of January 2023 has published
/// figures (500 yuan, 10 payments); everything else in the presets is an assumption and is listed in <see cref="Assumptions"/>.</para>
/// <para>"No limit" is <see cref="Amount.MaxValue"/>, <see cref="int.MaxValue"/> or <see cref="Forever"/>. Immutable.</para>
/// </remarks>
public sealed record OfflinePolicy
{
    /// <summary>No limit of time: a hundred years.</summary>
    public static readonly Duration64 Forever = Duration64.FromDays(36_500);

    private const string NoPowerSources = "https://www.finextra.com/newsarticle/41600/chinas-e-cny-app-launches-offline-payments";

    /// <summary>The mode whose name results show.</summary>
    public OfflineMode Mode { get; init; }

    /// <summary>The most one payment may be; enforced by payer, payee and book.</summary>
    public Amount PaymentMax { get; init; } = Amount.MaxValue;

    /// <summary>The most a purse may spend between two contacts; enforced by the payer's secure element.</summary>
    public Amount SpentMax { get; init; } = Amount.MaxValue;

    /// <summary>How many payments a purse may make between two contacts, 1 and up; enforced by the payer's secure element.</summary>
    public int PaymentsMax { get; init; } = int.MaxValue;

    /// <summary>How long after a contact a purse may still pay; enforced by the payer's secure element.</summary>
    public Duration64 ContactMax { get; init; } = Forever;

    /// <summary>Through how many hands value may pass without a contact, 1 to 255: 1 means that what was received cannot be spent on.</summary>
    public int HopsMax { get; init; } = byte.MaxValue;

    /// <summary>The most one payee takes from one payer certificate; enforced by the payee and again by the book. The only limit that holds
    /// against a broken payer, and so the base of the loss bound.</summary>
    public Amount PayeeCap { get; init; } = Amount.MaxValue;

    /// <summary>The most a purse may hold, by wallet tier I to IV: four amounts.</summary>
    public ImmutableArray<Amount> PurseMaxByTier { get; init; } = [Amount.MaxValue, Amount.MaxValue, Amount.MaxValue, Amount.MaxValue];

    /// <summary>How long an offer may be answered.</summary>
    public Duration64 OfferLife { get; init; } = Duration64.FromMinutes(2);

    /// <summary>How long a purse's certificate is valid; it is renewed at a contact.</summary>
    public Duration64 CertificateLife { get; init; } = Duration64.FromDays(30);

    /// <summary>How long the book waits for late tokens: after it, a payment whose payee never came is the payee's, and a lost purse is settled.</summary>
    public Duration64 LateMax { get; init; } = Duration64.FromDays(60);

    /// <summary>Who pays for what must not mint.</summary>
    public LossBearer LossBearer { get; init; }

    /// <summary>What the holder of a lost purse gets back.</summary>
    public LossRecovery Recovery { get; init; }

    /// <summary>What in this policy no source states.</summary>
    public ImmutableArray<OfflineAssumption> Assumptions { get; init; } = [];

    /// <summary>Fully offline: no limit of hands, time or number, only of value. All figures are assumptions.</summary>
    public static OfflinePolicy FullyOffline { get; } = new()
    {
        Mode = OfflineMode.FullyOffline,
        PaymentMax = Amount.FromYuan(500),
        PayeeCap = Amount.FromYuan(2000),
        PurseMaxByTier = AssumedPurseMax,
        Assumptions = AssumedLimits,
    };

    /// <summary>Intermittently offline: a contact every three days, at most five hands. All figures are assumptions.</summary>
    public static OfflinePolicy IntermittentlyOffline { get; } = FullyOffline with
    {
        Mode = OfflineMode.IntermittentlyOffline,
        SpentMax = Amount.FromYuan(2000),
        PaymentsMax = 50,
        ContactMax = Duration64.FromDays(3),
        HopsMax = 5,
    };

    /// <summary>Staged offline: what is received cannot be spent before a contact. All figures are assumptions.</summary>
    public static OfflinePolicy StagedOffline { get; } = IntermittentlyOffline with { Mode = OfflineMode.StagedOffline, HopsMax = 1 };

    /// <summary>No power, no network (January 2023): the published 500 yuan and 10 payments, read as 500 yuan in total between two contacts.</summary>
    public static OfflinePolicy NoPower { get; } = NoPowerPerPayment with
    {
        SpentMax = Amount.FromYuan(500),
        Assumptions = [new("SpentMax", "500 yuan is the total of the up to 10 payments", NoPowerSources), .. NoPowerPerPayment.Assumptions],
    };

    /// <summary>The same feature read the other way: 500 yuan for each of 10 payments.</summary>
    public static OfflinePolicy NoPowerPerPayment => new()
    {
        Mode = OfflineMode.PayerOffline,
        PaymentMax = Amount.FromYuan(500),
        PaymentsMax = 10,
        HopsMax = 1,
        PayeeCap = Amount.FromYuan(5000),
        PurseMaxByTier = AssumedPurseMax,
        Assumptions =
        [
            new("Mode", "the merchant's terminal is online and the back end verifies", NoPowerSources),
            new("PaymentsMax", "10 payments between two contacts of the phone", NoPowerSources),
            .. AssumedLimits,
        ],
    };

    private static ImmutableArray<Amount> AssumedPurseMax =>
        [Amount.FromYuan(5000), Amount.FromYuan(5000), Amount.FromYuan(2000), Amount.FromYuan(1000)];

    private static ImmutableArray<OfflineAssumption> AssumedLimits =>
    [
        new("Limits", "payment, cumulative, number, contact and hop limits of double-offline payment", "not found in any source"),
        new("PurseMaxByTier", "5,000 / 5,000 / 2,000 / 1,000 yuan", "hard-wallet limits not found in any source"),
        new("PayeeCap", "what one payee takes from one payer certificate", "not found in any source"),
        new("CertificateLife, LateMax, OfferLife", "30 days, 60 days, 2 minutes", "not found in any source"),
    ];

    /// <summary>The most a purse of a tier may hold.</summary>
    /// <param name="tier">1 to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="tier"/> is outside 1 to 4.</exception>
    public Amount PurseMaxOf(byte tier) => tier is >= OfflineCertificate.TierMin and <= OfflineCertificate.TierMax
        ? PurseMaxByTier[tier - 1]
        : throw new ArgumentOutOfRangeException(nameof(tier), tier, "A tier lies between 1 and 4.");

    /// <summary>All faults of this policy, each with field, value and range; empty when it is sound.</summary>
    public ImmutableArray<string> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        Require(Enum.IsDefined(Mode), nameof(Mode), Mode, "one of the four modes");
        Require(!PaymentMax.IsZero, nameof(PaymentMax), PaymentMax, "above zero");
        Require(!SpentMax.IsZero, nameof(SpentMax), SpentMax, "above zero");
        Require(PaymentsMax >= 1, nameof(PaymentsMax), PaymentsMax, "1 and up");
        Require(HopsMax is >= 1 and <= byte.MaxValue, nameof(HopsMax), HopsMax, "1 to 255");
        Require(Mode != OfflineMode.StagedOffline || HopsMax == 1, nameof(HopsMax), HopsMax, "1 in the staged mode");
        Require(!PayeeCap.IsZero, nameof(PayeeCap), PayeeCap, "above zero");
        Require(PurseMaxByTier is { IsDefault: false, Length: OfflineCertificate.TierMax }, nameof(PurseMaxByTier), PurseMaxByTier.IsDefault ? 0 : PurseMaxByTier.Length, "four amounts");
        RequireTime(ContactMax, nameof(ContactMax));
        RequireTime(OfferLife, nameof(OfferLife));
        RequireTime(CertificateLife, nameof(CertificateLife));
        RequireTime(LateMax, nameof(LateMax));
        Require(Enum.IsDefined(LossBearer), nameof(LossBearer), LossBearer, "Payee, Operator or CentralBank");
        Require(Enum.IsDefined(Recovery), nameof(Recovery), Recovery, "Nothing or BookBalance");
        return faults.ToImmutable();

        void RequireTime(Duration64 value, string name) => Require(value > Duration64.Zero && value <= Forever, name, value, "above zero, at most a hundred years");

        void Require(bool holds, string name, object value, string range)
        {
            if (!holds)
                faults.Add(FormattableString.Invariant($"{name} is {value}: it must be {range}."));
        }
    }

    /// <summary>Stops on a policy with faults.</summary>
    /// <exception cref="ArgumentException">There are faults; the message lists all of them.</exception>
    public void Validate()
    {
        if (Faults() is { IsEmpty: false } faults)
            throw new ArgumentException(string.Join(' ', faults));
    }
}
