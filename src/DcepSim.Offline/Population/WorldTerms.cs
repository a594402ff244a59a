using System.Collections.Immutable;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// A population of purses and what happens to it, in rounds of equal length. Everything here is an input: what no source states is the
/// caller's assumption.
/// </summary>
/// <remarks>Chances are in parts per million (0 to 1,000,000) of what their name says. Immutable.</remarks>
public sealed record WorldTerms
{
    /// <summary>The rules.</summary>
    public OfflinePolicy Policy { get; init; } = OfflinePolicy.IntermittentlyOffline;

    /// <summary>How many purses there are, merchants included; 2 to 100,000,000.</summary>
    public int Purses { get; init; } = 1000;

    /// <summary>How many of them, the first ones, are merchants: they are paid, they do not pay; 1 and up.</summary>
    public int Merchants { get; init; } = 20;

    /// <summary>The wallet tier of every consumer, 1 to 4. Merchants' purses have no cap.</summary>
    public byte Tier { get; init; } = 2;

    /// <summary>The device of every consumer.</summary>
    public PurseForm Form { get; init; }

    /// <summary>When the first round begins; everybody was in contact just then.</summary>
    public Instant64 Start { get; init; } = Instant64.FromUtc(2023, 1, 11, 0, 0);

    /// <summary>How many rounds; 1 to 65,535.</summary>
    public int Rounds { get; init; } = 24;

    /// <summary>How long a round is. In one round a purse pays at most once.</summary>
    public Duration64 RoundLength { get; init; } = Duration64.FromHours(1);

    /// <summary>What a consumer's purse is filled up to at the start and at each contact.</summary>
    public Amount FillTo { get; init; } = Amount.FromYuan(500);

    /// <summary>Amounts in fen that a payment takes, each equally likely: a table of quantiles; each 1 and up.</summary>
    public ImmutableArray<int> AmountsFen { get; init; } = [500, 1000, 1500, 2000, 3000, 5000, 8000, 15000];

    /// <summary>A consumer wants to pay in a round.</summary>
    public int PayPpm { get; init; } = 300_000;

    /// <summary>How <see cref="PayPpm"/> changes from round to round, per thousand: the first weight is the first round's, after the last one the
    /// first comes again. None for no change. What exceeds certainty is cut.</summary>
    public ImmutableArray<int> PayWeights { get; init; } = [];

    /// <summary>A consumer has no purse: with a network it pays online, which is not simulated here; in an outage its payments fail.</summary>
    public int WithoutPursePpm { get; init; }

    /// <summary>Among how many operators purses are divided, in turn; 1 to 255.</summary>
    public int Operators { get; init; } = 1;

    /// <summary>A payment goes to another consumer instead of a merchant.</summary>
    public int PersonToPersonPpm { get; init; } = 100_000;

    /// <summary>A consumer comes online at the end of a round.</summary>
    public int ContactPpm { get; init; } = 50_000;

    /// <summary>A merchant comes online at the end of a round.</summary>
    public int MerchantContactPpm { get; init; } = 200_000;

    /// <summary>The payment message is lost and the two part: under way.</summary>
    public int TornPpm { get; init; } = 5_000;

    /// <summary>The confirmation is lost: whole, but the payer does not know.</summary>
    public int UnconfirmedPpm { get; init; } = 5_000;

    /// <summary>The first round in which nobody can come online (a disaster, a metro line without signal).</summary>
    public int OutageFrom { get; init; }

    /// <summary>The first round in which contact is possible again; equal to <see cref="OutageFrom"/> for no outage.</summary>
    public int OutageUntil { get; init; }

    /// <summary>Rounds from the beginning of one outage to that of the next; 0 when there is only one.</summary>
    public int OutageEvery { get; init; }

    /// <summary>Whether only merchants are cut off in an outage: terminals below ground, while holders come up between two payments.</summary>
    public bool OutageMerchantsOnly { get; init; }

    /// <summary>A consumer's purse is broken from the start; it pays once in every round and is never in contact.</summary>
    public int BrokenPpm { get; init; }

    /// <summary>How such purses are broken.</summary>
    public Compromise Compromise { get; init; }

    /// <summary>Copies of a cloned element, or payments between two roll-backs; 1 and up.</summary>
    public int CompromiseWidth { get; init; } = 2;

    /// <summary>A merchant colludes: it takes anything from broken purses and shows it to the book.</summary>
    public int ColludingPpm { get; init; }

    /// <summary>A merchant's contact is jammed until the last round is over.</summary>
    public int JammedPpm { get; init; }

    /// <summary>A consumer's purse is stolen in a round; the thief pays in every round.</summary>
    public int StolenPpm { get; init; }

    /// <summary>Rounds until the holder reports a stolen purse; 0 and up.</summary>
    public int ReportAfterRounds { get; init; } = 4;

    /// <summary>Whether a round, counted from 0, lies in an outage.</summary>
    public bool IsOutage(int round)
    {
        var place = OutageEvery > 0 && round >= OutageFrom ? OutageFrom + ((round - OutageFrom) % OutageEvery) : round;
        return place >= OutageFrom && place < OutageUntil;
    }

    /// <summary>The chance that a consumer wants to pay in a round, counted from 0: parts per million.</summary>
    public int PayPpmOf(int round) =>
        PayWeights.IsEmpty ? PayPpm : (int)Math.Min(1_000_000, (long)PayPpm * PayWeights[round % PayWeights.Length] / 1000);

    /// <summary>The operator of a purse.</summary>
    public OperatorId OperatorOf(PurseId purse) => new((byte)(1 + ((purse.Value - 1) % Operators)));

    /// <summary>All faults, each with field, value and range; empty when the terms are sound.</summary>
    public ImmutableArray<string> Faults()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        faults.AddRange(Policy.Faults());
        Require(Purses is >= 2 and <= 100_000_000, nameof(Purses), Purses, "2 to 100000000");
        Require(Merchants >= 1 && Merchants < Purses, nameof(Merchants), Merchants, "1 to one below Purses");
        Require(Tier is >= OfflineCertificate.TierMin and <= OfflineCertificate.TierMax, nameof(Tier), Tier, "1 to 4");
        Require(Enum.IsDefined(Form), nameof(Form), Form, "a form of purse");
        Require(Rounds is >= 1 and <= ushort.MaxValue, nameof(Rounds), Rounds, "1 to 65535");
        Require(RoundLength > Duration64.Zero && RoundLength <= Duration64.FromDays(365), nameof(RoundLength), RoundLength, "above zero, at most a year");
        Require(!AmountsFen.IsDefaultOrEmpty && AmountsFen.All(fen => fen > 0), nameof(AmountsFen), AmountsFen.IsDefault ? 0 : AmountsFen.Length, "at least one amount, each 1 and up");
        Require(OutageFrom >= 0 && OutageUntil >= OutageFrom, nameof(OutageUntil), OutageUntil, "OutageFrom and up");
        Require(OutageEvery == 0 || OutageEvery > OutageUntil - OutageFrom, nameof(OutageEvery), OutageEvery, "0, or more than an outage lasts");
        Require(Operators is >= 1 and <= byte.MaxValue, nameof(Operators), Operators, "1 to 255");
        Require(!PayWeights.IsDefault && PayWeights.All(weight => weight is >= 0 and <= 1_000_000), nameof(PayWeights), PayWeights.IsDefault ? 0 : PayWeights.Length, "weights of 0 to 1000000");
        Require(Enum.IsDefined(Compromise) && (BrokenPpm == 0 || Compromise != Compromise.None), nameof(Compromise), Compromise, "a way of breaking when BrokenPpm is above 0");
        Require(CompromiseWidth >= 1, nameof(CompromiseWidth), CompromiseWidth, "1 and up");
        Require(ReportAfterRounds >= 0, nameof(ReportAfterRounds), ReportAfterRounds, "0 and up");
        RequireChance(PayPpm, nameof(PayPpm));
        RequireChance(WithoutPursePpm, nameof(WithoutPursePpm));
        RequireChance(PersonToPersonPpm, nameof(PersonToPersonPpm));
        RequireChance(ContactPpm, nameof(ContactPpm));
        RequireChance(MerchantContactPpm, nameof(MerchantContactPpm));
        RequireChance(TornPpm + UnconfirmedPpm, nameof(TornPpm) + " + " + nameof(UnconfirmedPpm));
        RequireChance(BrokenPpm, nameof(BrokenPpm));
        RequireChance(ColludingPpm, nameof(ColludingPpm));
        RequireChance(JammedPpm, nameof(JammedPpm));
        RequireChance(StolenPpm, nameof(StolenPpm));
        return faults.ToImmutable();

        void RequireChance(int value, string name) => Require(value is >= 0 and <= 1_000_000, name, value, "0 to 1000000");

        void Require(bool holds, string name, object value, string range)
        {
            if (!holds)
                faults.Add(FormattableString.Invariant($"{name} is {value}: it must be {range}."));
        }
    }
}
