namespace DcepSim.Campaigns;

/// <summary>
/// The life of one red packet: won, claimed, spent in one or several payments, and what is left recalled.
/// </summary>
/// <remarks>
/// <para>A packet ends as spent or recalled; it is never passed on and never alive after its window. At every instant after the claim
/// <c>face = spent + recalled + alive</c>. A packet that is never claimed has its money in the pool all the time and is recalled from there.</para>
/// <para>A value: each step gives a new life. <c>default</c> is a won packet worth nothing, which cannot be claimed.</para>
/// </remarks>
public readonly record struct PacketLife
{
    private PacketLife(Amount face, PacketStage stage, Amount spent, Amount recalled) =>
        (Face, Stage, Spent, Recalled) = (face, stage, spent, recalled);

    /// <summary>The value the packet was won with.</summary>
    public Amount Face { get; }

    /// <summary>Where the packet stands.</summary>
    public PacketStage Stage { get; }

    /// <summary>What has been spent from it at merchants.</summary>
    public Amount Spent { get; }

    /// <summary>What has gone back to the funder from it; zero for a packet that was never claimed.</summary>
    public Amount Recalled { get; }

    /// <summary>What is left to spend; zero before the claim and after the end.</summary>
    public Amount Alive => Stage == PacketStage.Alive && Face.TrySubtract(Spent, out var rest) ? rest : Amount.Zero;

    /// <summary>A packet just won.</summary>
    /// <param name="face">Its value, at least one fen.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="face"/> is zero.</exception>
    public static PacketLife Win(Amount face) => face.IsZero
        ? throw new ArgumentOutOfRangeException(nameof(face), face, "A packet is worth at least 1 fen.")
        : new(face, PacketStage.Won, default, default);

    /// <summary>The winner claims it: its money is set aside for them.</summary>
    /// <exception cref="InvalidOperationException">The packet is claimed already, has ended, or is worth nothing.</exception>
    public PacketLife Claim() => Stage == PacketStage.Won && !Face.IsZero
        ? new(Face, PacketStage.Alive, default, default)
        : throw WrongStage("claimed");

    /// <summary>Some of it is spent.</summary>
    /// <param name="amount">How much, from one fen to <see cref="Alive"/>.</param>
    /// <exception cref="InvalidOperationException">The packet is not alive.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is zero or more than is left.</exception>
    public PacketLife Spend(Amount amount)
    {
        if (Stage != PacketStage.Alive)
            throw WrongStage("spent");
        if (amount.IsZero || amount > Alive)
            throw new ArgumentOutOfRangeException(nameof(amount), amount, $"A payment from this packet lies between 0.01 and {Alive} yuan.");
        var spent = Spent + amount;
        return new(Face, spent == Face ? PacketStage.Spent : PacketStage.Alive, spent, default);
    }

    /// <summary>A purchase is taken back while the window is open: the money is in the packet again.</summary>
    /// <param name="amount">How much, from one fen to <see cref="Spent"/>.</param>
    /// <exception cref="InvalidOperationException">The packet was never claimed, or is recalled.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is zero or more than was spent.</exception>
    public PacketLife Restore(Amount amount) => Stage is PacketStage.Alive or PacketStage.Spent
        ? new(Face, PacketStage.Alive, SpentWithout(amount), default)
        : throw WrongStage("restored");

    /// <summary>A purchase is taken back after the window: the money goes to the funder, and the packet stays ended.</summary>
    /// <param name="amount">How much, from one fen to <see cref="Spent"/>.</param>
    /// <exception cref="InvalidOperationException">The packet has not ended.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is zero or more than was spent.</exception>
    public PacketLife RefundToFunder(Amount amount) => Stage is PacketStage.Recalled or PacketStage.Spent
        ? new(Face, PacketStage.Recalled, SpentWithout(amount), Recalled + amount)
        : throw WrongStage("refunded to its funder");

    /// <summary>The window has ended: what is left goes back. A packet spent to the last fen stays as it is.</summary>
    /// <exception cref="InvalidOperationException">The packet is recalled already.</exception>
    public PacketLife Recall() => Stage switch
    {
        PacketStage.Spent => this,
        PacketStage.Recalled => throw WrongStage("recalled"),
        _ => new(Face, PacketStage.Recalled, Spent, Alive),
    };

    private Amount SpentWithout(Amount amount) => !amount.IsZero && Spent.TrySubtract(amount, out var rest)
        ? rest
        : throw new ArgumentOutOfRangeException(nameof(amount), amount, $"A refund lies between 0.01 and {Spent} yuan, what was spent.");

    private InvalidOperationException WrongStage(string step) => new($"A packet of {Face} yuan in the stage '{Stage}' cannot be {step}.");
}
