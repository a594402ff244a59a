namespace DcepSim.Wallets;

/// <summary>A personal wallet's class of identification (钱包等级): the more is known of the holder, the higher the caps.</summary>
public enum WalletTier : byte
{
    /// <summary>No tier; the meaning of <c>default</c>.</summary>
    None = 0,

    /// <summary>Tier I (一类), the highest: as II and checked in person.</summary>
    I = 1,

    /// <summary>Tier II (二类): mobile number, identity document and bank account.</summary>
    II = 2,

    /// <summary>Tier III (三类): mobile number and identity document.</summary>
    III = 3,

    /// <summary>Tier IV (四类), the lowest and anonymous: a mobile number only.</summary>
    IV = 4,
}
