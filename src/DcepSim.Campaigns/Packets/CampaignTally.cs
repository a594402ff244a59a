namespace DcepSim.Campaigns;

/// <summary>
/// The campaign's own book: what was funded, granted, spent and returned, kept beside the ledger and independent of it.
/// </summary>
/// <remarks>
/// <para>Two equations hold at every instant: <c>granted = spent + recalled + alive</c> for the packets and
/// <c>funded = pool + alive + spent + returned</c> for the pool. The balances <see cref="Pool"/> and <see cref="Alive"/> are kept apart from
/// the totals, so the equations are a check, not a definition.</para>
/// <para>A value: each entry gives a new tally, and tallies of parts of a campaign (lives on several cores) add up. <c>default</c> is an
/// empty book.</para>
/// </remarks>
public readonly record struct CampaignTally
{
    /// <summary>What the funder paid into the pool.</summary>
    public Amount Funded { get; private init; }

    /// <summary>What lies in the pool: funded, neither claimed nor returned. Signed, for the book of a part may claim what another part funded.</summary>
    public NetAmount Pool { get; private init; }

    /// <summary>The face value of all packets claimed.</summary>
    public Amount Granted { get; private init; }

    /// <summary>What has been spent from packets at merchants: the published word is "redeemed".</summary>
    public Amount Spent { get; private init; }

    /// <summary>What went back from packets after their window, to the funder or for a further round to the pool.</summary>
    public Amount Recalled { get; private init; }

    /// <summary>The part of <see cref="Recalled"/> that went to the pool for a further round.</summary>
    public Amount RolledOver { get; private init; }

    /// <summary>What went back to the funder straight from the pool: packets not won or not claimed.</summary>
    public Amount ReturnedUnclaimed { get; private init; }

    /// <summary>What is left in claimed packets.</summary>
    public Amount Alive { get; private init; }

    /// <summary>How many packets were claimed.</summary>
    public long Claims { get; private init; }

    /// <summary>How many payments used packet money.</summary>
    public long Payments { get; private init; }

    /// <summary>All that went back to the funder.</summary>
    public Amount Returned => Recalled.TrySubtract(RolledOver, out var toFunder) ? toFunder + ReturnedUnclaimed : ReturnedUnclaimed;

    /// <summary>By how much the packets' equation is broken: <c>granted − spent − recalled − alive</c>; zero in a sound book.</summary>
    public NetAmount PacketBreak => Granted - Spent - NetAmount.From(Recalled) - NetAmount.From(Alive);

    /// <summary>By how much the pool's equation is broken: <c>funded − pool − alive − spent − returned</c>; zero in a sound book.</summary>
    public NetAmount PoolBreak => NetAmount.From(Funded) - Pool - NetAmount.From(Alive) - NetAmount.From(Spent) - NetAmount.From(Returned);

    /// <summary>The two books as one.</summary>
    /// <exception cref="OverflowException">A sum is above <see cref="Amount.MaxValue"/>.</exception>
    public static CampaignTally operator +(CampaignTally left, CampaignTally right) => new()
    {
        Funded = left.Funded + right.Funded,
        Pool = left.Pool + right.Pool,
        Granted = left.Granted + right.Granted,
        Spent = left.Spent + right.Spent,
        Recalled = left.Recalled + right.Recalled,
        RolledOver = left.RolledOver + right.RolledOver,
        ReturnedUnclaimed = left.ReturnedUnclaimed + right.ReturnedUnclaimed,
        Alive = left.Alive + right.Alive,
        Claims = left.Claims + right.Claims,
        Payments = left.Payments + right.Payments,
    };

    /// <summary>The two books as one; the same as the operator +.</summary>
    /// <exception cref="OverflowException">A sum is above <see cref="Amount.MaxValue"/>.</exception>
    public static CampaignTally Add(CampaignTally left, CampaignTally right) => left + right;

    /// <summary>The funder pays into the pool.</summary>
    public CampaignTally Fund(Amount amount) => this with { Funded = Funded + amount, Pool = Pool + NetAmount.From(amount) };

    /// <summary>A winner claims a packet: its face value leaves the pool and is alive.</summary>
    public CampaignTally Claim(Amount face) => this with
    {
        Pool = Pool - NetAmount.From(face),
        Granted = Granted + face,
        Alive = Alive + face,
        Claims = Claims + 1,
    };

    /// <summary>A payment uses packet money.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is more than is alive.</exception>
    public CampaignTally Spend(Amount amount) => this with { Alive = AliveWithout(amount), Spent = Spent + amount, Payments = Payments + 1 };

    /// <summary>What is left in a packet goes back to the funder.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is more than is alive.</exception>
    public CampaignTally Recall(Amount amount) => this with { Alive = AliveWithout(amount), Recalled = Recalled + amount };

    /// <summary>What is left in a packet goes to the pool, for a further round.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is more than is alive.</exception>
    public CampaignTally RollOver(Amount amount) => Recall(amount) with { RolledOver = RolledOver + amount, Pool = Pool + NetAmount.From(amount) };

    /// <summary>A purchase is taken back while the packet's window is open: the money is alive again.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is more than was spent.</exception>
    public CampaignTally Restore(Amount amount) => this with { Spent = SpentWithout(amount), Alive = Alive + amount };

    /// <summary>A purchase is taken back after the packet's window: the money goes to the funder.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is more than was spent.</exception>
    public CampaignTally RefundToFunder(Amount amount) => this with { Spent = SpentWithout(amount), Recalled = Recalled + amount };

    /// <summary>Money that nobody claimed goes back from the pool to the funder.</summary>
    public CampaignTally ReturnUnclaimed(Amount amount) => this with
    {
        Pool = Pool - NetAmount.From(amount),
        ReturnedUnclaimed = ReturnedUnclaimed + amount,
    };

    private Amount SpentWithout(Amount amount) => Spent.TrySubtract(amount, out var rest)
        ? rest
        : throw new ArgumentOutOfRangeException(nameof(amount), amount, $"Only {Spent} yuan were spent.");

    private Amount AliveWithout(Amount amount) => Alive.TrySubtract(amount, out var rest)
        ? rest
        : throw new ArgumentOutOfRangeException(nameof(amount), amount, $"Only {Alive} yuan are alive.");
}
