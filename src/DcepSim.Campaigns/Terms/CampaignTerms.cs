using NodaTime;

namespace DcepSim.Campaigns;

/// <summary>
/// The rules of one give-away: who pays, what is drawn, and the times of its life.
/// </summary>
/// <remarks>
/// <para>Periods contain their start and not their end: a published end of "18 October, 24:00" is 19 October, 00:00. The order is registration,
/// draw, claims, spending; claims may open before the spend window does and close at its end or before.</para>
/// <para>Immutable and safe to share between threads. Sound by construction: an object of this type has no fault. Compare terms by
/// <see cref="Fingerprint"/>.</para>
/// </remarks>
public sealed record CampaignTerms
{
    private const int TextLengthMax = 200;

    /// <summary>The terms of a campaign.</summary>
    /// <param name="id">The campaign's name.</param>
    /// <param name="funder">Who pays, such as "Luohu District".</param>
    /// <param name="draw">The packets and to whom they are drawn.</param>
    /// <param name="registration">When residents may register.</param>
    /// <param name="drawTime">When the draw is made; not before registration has closed.</param>
    /// <param name="claims">When winners may claim; opens after the draw.</param>
    /// <param name="spending">When packets may be spent; not empty, ends no earlier than claims do.</param>
    /// <exception cref="ArgumentException">The terms have faults; the message lists all of them.</exception>
    public CampaignTerms(
        CampaignId id, string funder, DrawTerms draw, Interval registration, Instant drawTime, Interval claims, Interval spending)
    {
        ArgumentNullException.ThrowIfNull(draw);
        (Id, Funder, Draw, Registration, DrawTime, Claims, Spending) = (id, funder, draw, registration, drawTime, claims, spending);
        var faults = Faults().ToList();
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults.Select(fault => fault.ToString())));
    }

    /// <summary>The campaign's name.</summary>
    public CampaignId Id { get; }

    /// <summary>Who pays; unclaimed and unspent money goes back there.</summary>
    public string Funder { get; }

    /// <summary>The packets and to whom they are drawn.</summary>
    public DrawTerms Draw { get; }

    /// <summary>When residents may register.</summary>
    public Interval Registration { get; }

    /// <summary>When the draw is made.</summary>
    public Instant DrawTime { get; }

    /// <summary>When winners may claim their packets.</summary>
    public Interval Claims { get; }

    /// <summary>When packets may be spent.</summary>
    public Interval Spending { get; }

    /// <summary>The money the funder sets aside: every packet at its face value.</summary>
    public Amount Budget => Draw.Value;

    /// <summary>The spend window as packet accounts carry it.</summary>
    public SpendWindow SpendWindow => DcepSim.SpendWindow.Between(Spending.Start, Spending.End);

    /// <summary>Where the campaign stands at an instant.</summary>
    public CampaignPhase PhaseAt(Instant instant)
    {
        if (instant >= Spending.End)
            return CampaignPhase.Ended;
        if (instant >= Spending.Start)
            return CampaignPhase.Spending;
        if (instant >= Claims.Start)
            return CampaignPhase.Claiming;
        if (instant >= DrawTime)
            return CampaignPhase.Drawn;
        if (instant >= Registration.End)
            return CampaignPhase.AwaitingDraw;
        return instant >= Registration.Start ? CampaignPhase.Registration : CampaignPhase.Announced;
    }

    /// <summary>Whether a winner may claim at an instant.</summary>
    public bool AcceptsClaimsAt(Instant instant) => Claims.Contains(instant);

    /// <summary>The SHA-256 of everything the terms say; a draw's commitment carries it.</summary>
    public Digest Fingerprint()
    {
        using var writer = new DigestWriter("dcepsim.campaign-terms/1");
        writer.Write(Id.Value);
        writer.Write(Funder);
        Draw.WriteTo(writer);
        foreach (var instant in (Instant[])[Registration.Start, Registration.End, DrawTime, Claims.Start, Claims.End, Spending.Start, Spending.End])
            writer.Write(instant.ToUnixTimeTicks());
        return writer.Finish();
    }

    private IEnumerable<TermsFault> Faults()
    {
        if (Id.Value is not { Length: > 0 and <= TextLengthMax })
            yield return new("id", $"A campaign has a name of 1 to {TextLengthMax} characters.");
        if (Funder is not { Length: > 0 and <= TextLengthMax })
            yield return new("funder", $"A funder has a name of 1 to {TextLengthMax} characters.");
        for (var prize = 0; prize < Draw.Prizes.Length; prize++)
        {
            if (Draw.Prizes[prize] is { IsRight: false, Face.IsZero: true })
                yield return new($"draw.prizes[{prize}].face", "A packet is worth at least 1 fen.");
        }

        foreach (var (field, period) in new[] { ("registration", Registration), ("claims", Claims), ("spending", Spending) })
        {
            if (!period.HasStart || !period.HasEnd)
                yield return new(field, "A period has a start and an end.");
        }

        if (Registration is { HasStart: true, HasEnd: true } && Claims is { HasStart: true, HasEnd: true } && Spending is { HasStart: true, HasEnd: true })
        {
            foreach (var fault in FaultsOfTimes())
                yield return fault;
        }
    }

    private IEnumerable<TermsFault> FaultsOfTimes()
    {
        foreach (var (field, period) in new[] { ("registration", Registration), ("claims", Claims), ("spending", Spending) })
        {
            if (period.Duration == Duration.Zero)
                yield return new(field, $"The period is empty: it starts and ends at {Shown(period.Start)}.");
        }

        if (DrawTime < Registration.End)
            yield return new("drawTime", $"The draw at {Shown(DrawTime)} comes before registration closes at {Shown(Registration.End)}.");
        if (Claims.Start < DrawTime)
            yield return new("claims", $"Claims open at {Shown(Claims.Start)}, before the draw at {Shown(DrawTime)}.");
        if (Spending.Start < Claims.Start)
            yield return new("spending", $"The spend window opens at {Shown(Spending.Start)}, before claims do at {Shown(Claims.Start)}.");
        if (Claims.End > Spending.End)
            yield return new("claims", $"Claims close at {Shown(Claims.End)}, after the spend window ends at {Shown(Spending.End)}.");
        if (Spending.End > DesignPeriod.End)
            yield return new("spending", $"The spend window ends at {Shown(Spending.End)}. {DesignPeriod.Reason}");
    }

    private static string Shown(Instant instant) =>
        ShanghaiTime.Local(instant).ToString("uuuu'-'MM'-'dd'T'HH':'mm':'ss", System.Globalization.CultureInfo.InvariantCulture);
}
