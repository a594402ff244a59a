using System.Runtime.CompilerServices;
using DcepSim.Simulation.Agents;
using DcepSim.Wallets;

namespace DcepSim.Simulation.Timeline;

/// <summary>
/// One thing a winner means to do, in 16 bytes: claim the packet, or buy something. How it ends is decided when its time has come.
/// </summary>
/// <remarks>Millions of these are written, sorted and read in a run: small is quick. The ranges hold the largest scenarios: 2^36 ms are two
/// years, 2^28 winners, 2^20 merchants, and a basket of up to <see cref="BasketFenMax"/>.</remarks>
internal readonly struct LifeEvent
{
    /// <summary>The dearest basket that can be told: some 11,000 million yuan.</summary>
    public const long BasketFenMax = (1L << BasketBits) - 1;

    private const int WinnerBits = 28;
    private const int BasketBits = 40;
    private const int MerchantBits = 20;
    private const int TierShift = 8;
    private const int OfflineShift = 16;
    private const int TopsUpShift = 60;
    private const ulong TopsUpBit = 1UL << TopsUpShift;
    private const ulong PurchaseBit = 1UL << 63;

    private readonly ulong _when; // the first half: by it events are straightened
    private readonly ulong _what;

    private LifeEvent(long timeMs, int winner, ulong what)
    {
        _when = unchecked(((ulong)timeMs << WinnerBits) | (uint)winner);
        _what = what;
    }

    /// <summary>When it happens, in milliseconds since the opening of claims.</summary>
    public long TimeMs => unchecked((long)(_when >> WinnerBits));

    /// <summary>The winner's place in the draw.</summary>
    public int Winner => unchecked((int)(_when & ((1UL << WinnerBits) - 1)));

    /// <summary>Grows with time, and at one time with the winner's place in the draw.</summary>
    public ulong Order => _when;

    public bool IsClaim => (_what & PurchaseBit) == 0;

    /// <summary>Of a purchase: what it costs, in fen, at least 1.</summary>
    public long BasketFen => unchecked((long)(_what & BasketFenMax));

    /// <summary>Of a purchase: where it is made.</summary>
    public int Merchant => unchecked((int)(_what >> BasketBits)) & ((1 << MerchantBits) - 1);

    /// <summary>Of a purchase: whether what the packet does not pay comes from a top-up of the wallet.</summary>
    public bool TopsUp => (_what & TopsUpBit) != 0;

    /// <summary>Of a claim: the wallet that is opened with it.</summary>
    public WalletChoice Choice
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => unchecked(new((byte)_what, (WalletTier)(byte)(_what >> TierShift), ((_what >> OfflineShift) & 1) != 0));
    }

    /// <param name="timeMs">Milliseconds since the opening of claims, below 2^36.</param>
    /// <param name="winner">The winner's place in the draw, below 2^28.</param>
    /// <param name="choice">What is chosen with the claim.</param>
    public static LifeEvent Claim(long timeMs, int winner, WalletChoice choice) =>
        new(timeMs, winner, choice.Operator | ((ulong)choice.Tier << TierShift) | (Bit(choice.IsDoubleOffline) << OfflineShift));

    /// <param name="timeMs">Milliseconds since the opening of claims, below 2^36.</param>
    /// <param name="winner">The winner's place in the draw, below 2^28.</param>
    /// <param name="merchant">Where, below 2^20.</param>
    /// <param name="basketFen">What it costs, 1 to <see cref="BasketFenMax"/>.</param>
    /// <param name="topsUp">Whether what the packet does not pay comes from a top-up.</param>
    public static LifeEvent Purchase(long timeMs, int winner, int merchant, long basketFen, bool topsUp) =>
        unchecked(new(timeMs, winner, PurchaseBit | (Bit(topsUp) << TopsUpShift) | ((ulong)merchant << BasketBits) | (ulong)basketFen));

    // Chance says which: a branch would be guessed wrong.
    private static ulong Bit(bool isSet) => Unsafe.BitCast<bool, byte>(isSet);
}
