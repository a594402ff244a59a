using DcepSim.Simulation.Agents;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Audit;

/// <summary>What the campaign's own book knows of one winner, in 16 bytes. <c>default</c> stands before the claim.</summary>
internal struct WinnerCard
{
    private const int None = 0;

    private int _packet;
    private int _wallet;
    private int _leftFen;
    private byte _operator;
    private WalletTier _tier;

    /// <summary>The account of the packet; none before the claim.</summary>
    public readonly AccountId Packet => new(_packet);

    /// <summary>The account of the wallet; none until own money first goes through it.</summary>
    public readonly AccountId Wallet => new(_wallet);

    /// <summary>Whether the packet was claimed.</summary>
    public readonly bool HasClaimed => _packet != None;

    /// <summary>The operator that keeps wallet and packet, by place in the scenario's list.</summary>
    public readonly byte Operator => _operator;

    /// <summary>The wallet's tier.</summary>
    public readonly WalletTier Tier => _tier;

    /// <summary>What is left in the packet, by what was claimed, spent and recalled: never read from the ledger. A face of up to a million
    /// yuan fits.</summary>
    public readonly Amount Left => Amount.FromFen(_leftFen);

    public void Claim(AccountId packet, WalletChoice choice, Amount face)
    {
        _packet = packet.Value;
        _operator = choice.Operator;
        _tier = choice.Tier;
        _leftFen = (int)face.Fen;
    }

    public void OpenWallet(AccountId wallet) => _wallet = wallet.Value;

    public void Take(Amount fromPacket) => _leftFen -= (int)fromPacket.Fen;
}
