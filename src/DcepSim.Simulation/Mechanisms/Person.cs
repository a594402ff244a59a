using DcepSim.Simulation.Agents;

namespace DcepSim.Simulation.Mechanisms;

/// <summary>Somebody who has won at least once, and where their shopping stands.</summary>
internal struct Person
{
    public int Entrant;
    public RandomKey Life;
    public AccountId Wallet;
    public AccountId SubWallet;
    public long WalletFen;
    public int Home;
    public byte Operator;

    /// <summary>The latest of the person's holdings; −1 for none.</summary>
    public int LatestHolding;

    /// <summary>Mean gap between occasions; endless for somebody who never shops, or never again.</summary>
    public MeanGap Gap;

    /// <summary>From when the person would shop if they were ready at once, from the first spend window's opening.</summary>
    public long ShopsFromMs;

    /// <summary>Shopping time of the occasion that comes next.</summary>
    public long Units;

    /// <summary>The number of that occasion; 0 before shopping has begun.</summary>
    public ulong Occasion;

    public bool IsQueued;
}
