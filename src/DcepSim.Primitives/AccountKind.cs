namespace DcepSim;

/// <summary>What an account is for. The kinds are closed: posting rules say which kinds each transfer may debit and credit.</summary>
public enum AccountKind : byte
{
    /// <summary>No account was opened here; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>The central bank's issue account: the only one that may fall below zero, by exactly the e-CNY in circulation.</summary>
    Issue = 1,

    /// <summary>An operator's stock of e-CNY, bought from the central bank with reserves.</summary>
    Vault = 2,

    /// <summary>A natural person's wallet (个人钱包), tiers I to IV.</summary>
    PersonalWallet = 3,

    /// <summary>A merchant's or a public body's wallet (对公钱包).</summary>
    CorporateWallet = 4,

    /// <summary>Money a funder has set aside for one campaign; it stays the funder's until spent.</summary>
    CampaignPool = 5,

    /// <summary>A red packet (红包): a conditional entitlement with a scope and a window; the funder's until spent.</summary>
    RedPacket = 6,

    /// <summary>An operator's float of offline value (双离线): e-CNY that its holders have loaded into purses and that has not come back.</summary>
    OfflineFloat = 7,

    /// <summary>A named account of an operator or of the central bank from which offline losses are written off.</summary>
    LossAccount = 8,

    /// <summary>A child of a personal wallet, pushed to a merchant (子钱包): it pays only in its scope and has caps of its own.</summary>
    SubWallet = 9,
}
