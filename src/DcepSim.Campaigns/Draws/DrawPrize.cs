namespace DcepSim.Campaigns;

/// <summary>Packets of one face value that a draw gives away, to everyone or to one group of entrants.</summary>
/// <param name="Name">What the terms call it, such as "packet"; unique in one draw, 1 to 64 characters.</param>
/// <param name="Face">The value of one packet; zero when the draw does not say it (a campaign's terms must).</param>
/// <param name="Places">How many packets there are, 1 and up.</param>
/// <param name="Group">The group they are reserved for (a quota, such as "resident"); <c>null</c> when every entrant may win one.</param>
public sealed record DrawPrize(string Name, Amount Face, int Places, string? Group = null)
{
    /// <summary>Whether it gives a right rather than money, such as a merchants' discount; its face is then zero.</summary>
    public bool IsRight { get; init; }

    /// <summary>The money the prize takes: face times places.</summary>
    /// <exception cref="OverflowException">The product leaves 64 bits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The product is above <see cref="Amount.MaxValue"/>, or places are negative.</exception>
    public Amount Value => Amount.FromFen(Face.Fen * Places);
}
