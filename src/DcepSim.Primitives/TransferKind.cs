namespace DcepSim;

/// <summary>What a transfer is. The kinds are closed: posting rules say which accounts each may debit and credit.</summary>
public enum TransferKind : byte
{
    /// <summary>No transfer; the meaning of <c>default</c>, refused by the ledger.</summary>
    None = 0,

    /// <summary>The central bank issues e-CNY to an operator against its reserves, which are extinguished (发行).</summary>
    Issuance = 1,

    /// <summary>An operator returns e-CNY to the central bank for reserves (回笼).</summary>
    Withdrawal = 2,

    /// <summary>A holder turns deposit money into e-CNY (兑出).</summary>
    Load = 3,

    /// <summary>A holder turns e-CNY back into deposit money (兑回).</summary>
    Unload = 4,

    /// <summary>A winner claims a packet: the pool's money is set aside in the packet account.</summary>
    Claim = 5,

    /// <summary>Packet money is spent at a designated merchant in the window: the published word is "redeemed".</summary>
    PacketPayment = 6,

    /// <summary>A wallet pays a merchant with its own money.</summary>
    Payment = 7,

    /// <summary>A wallet pays another person's wallet.</summary>
    PersonToPerson = 8,

    /// <summary>A merchant gives a wallet its money back.</summary>
    Refund = 9,

    /// <summary>What is left in a packet after its window goes back to the funder or, for a later round, to the pool it came from; or what is
    /// unclaimed in a pool goes back to the funder.</summary>
    Recall = 10,

    /// <summary>A wallet's money moves into a purse: from now on it is in the operator's offline float.</summary>
    OfflineLoad = 11,

    /// <summary>Tokens that are valid and unique come back from the offline float into a wallet.</summary>
    OfflineDeposit = 12,

    /// <summary>A loss account makes good what a broken purse has put into the offline float without value: a duplicate that is honoured, or
    /// a shortfall.</summary>
    WriteOff = 13,

    /// <summary>A merchant gives packet money back (退款): to the packet while its window is open, else to the campaign's pool.</summary>
    PacketRefund = 14,

    /// <summary>A wallet puts money into its sub-wallet, or takes it back (子钱包).</summary>
    SubWalletPush = 15,
}
