using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static DcepSim.AccountKind;

namespace DcepSim.Ledger;

/// <summary>
/// The constitution: money moves in these ways and no other. Read this first.
/// </summary>
/// <remarks>
/// <para>e-CNY comes into being only by issuance and goes out of being only by withdrawal, between the central bank and an operator.
/// Holders exchange with an operator's vault, never with the central bank. Packet money leaves a pool only by a claim or a recall, and a
/// packet only to a merchant or back to its funder or pool: no rule leads from a packet to a wallet of a person, to a vault or into a purse. Value leaves the book's wallets for purses, and comes
/// back, only through an offline float; what is lost there is made good from a loss account and from nowhere else.</para>
/// <para>Immutable and safe to share between threads.</para>
/// </remarks>
public static class PostingRules
{
    private const int TransferKinds = 16;
    private const int AccountKinds = 16;

    /// <summary>Every rule, by kind of transfer; a kind may have several.</summary>
    public static ImmutableArray<PostingRule> All { get; } =
    [
        new(TransferKind.Issuance, [Issue], [Vault]),
        new(TransferKind.Withdrawal, [Vault], [Issue]),
        new(TransferKind.Load, [Vault], [PersonalWallet, CorporateWallet, CampaignPool, LossAccount], CanBeHeld: true),
        new(TransferKind.Unload, [PersonalWallet, CorporateWallet, LossAccount], [Vault], CanBeHeld: true),
        new(TransferKind.Claim, [CampaignPool], [RedPacket]),
        new(TransferKind.PacketPayment, [RedPacket], [CorporateWallet]),
        new(TransferKind.Payment, [PersonalWallet, SubWallet], [CorporateWallet], IsPayment: true, CanBeHeld: true),
        new(TransferKind.PersonToPerson, [PersonalWallet], [PersonalWallet], IsPayment: true, CanBeHeld: true),
        new(TransferKind.Refund, [CorporateWallet], [PersonalWallet], CanBeHeld: true),
        new(TransferKind.Recall, [RedPacket, CampaignPool], [CorporateWallet]),
        new(TransferKind.Recall, [RedPacket], [CampaignPool]),
        new(TransferKind.PacketRefund, [CorporateWallet], [RedPacket, CampaignPool]),
        new(TransferKind.SubWalletPush, [PersonalWallet], [SubWallet]),
        new(TransferKind.SubWalletPush, [SubWallet], [PersonalWallet]),
        new(TransferKind.OfflineLoad, [PersonalWallet, CorporateWallet], [OfflineFloat]),
        new(TransferKind.OfflineDeposit, [OfflineFloat], [PersonalWallet, CorporateWallet]),
        new(TransferKind.WriteOff, [LossAccount], [OfflineFloat]),
    ];

    // Below the table they are made from: static fields are initialised in the order of the text.
    private static readonly bool[] Allowed = MakeAllowed();
    private static readonly LoneRule[] Lone = MakeLone();
    private static readonly uint Payments = KindsWhere(rule => rule.IsPayment);
    private static readonly uint Holdable = KindsWhere(rule => rule.CanBeHeld);

    /// <summary>Whether a transfer of this kind may debit and credit accounts of these kinds. Total: unknown kinds are simply not allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Allows(TransferKind kind, AccountKind debit, AccountKind credit)
    {
        var allowed = Allowed;
        var place = ((int)kind << 8) | ((int)debit << 4) | (int)credit;
        return ((int)debit | (int)credit) < AccountKinds && (uint)place < (uint)allowed.Length && allowed[place];
    }

    /// <summary>Whether transfers of a kind of the closed list count towards the payer's limits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPayment(TransferKind kind) => ((Payments >> (int)kind) & 1) != 0;

    /// <summary>Whether transfers of a kind of the closed list may be held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool CanBeHeld(TransferKind kind) => ((Holdable >> (int)kind) & 1) != 0;

    /// <summary>What has to be looked at for a transfer of a kind between accounts of two kinds, by <see cref="LonePlace"/>.</summary>
    internal static ref LoneRule LoneRules => ref MemoryMarshal.GetArrayDataReference(Lone);

    /// <summary>The place in <see cref="LoneRules"/>; there is one for any byte and two kinds of the closed list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint LonePlace(uint kind, uint debit, uint credit) => (kind << 8) | (debit << 4) | credit;

    private static LoneRule[] MakeLone()
    {
        var lone = new LoneRule[(byte.MaxValue + 1) << 8];
        foreach (var rule in All)
        {
            foreach (var debit in rule.Debits)
            {
                foreach (var credit in rule.Credits)
                    lone[LonePlace((uint)rule.Kind, (uint)debit, (uint)credit)] = LoneOf(rule, debit);
            }
        }

        return lone;
    }

    private static LoneRule LoneOf(PostingRule rule, AccountKind debit) => (rule.Kind, debit) switch
    {
        (_, SubWallet) => LoneRule.None, // whose scope is looked at
        (TransferKind.Payment or TransferKind.PersonToPerson, _) => LoneRule.Payment,
        (TransferKind.Claim, _) => LoneRule.Claim,
        (TransferKind.PacketPayment, _) => LoneRule.PacketPayment,
        (TransferKind.Recall, RedPacket) => LoneRule.Recall,
        (TransferKind.Load or TransferKind.Unload or TransferKind.Refund or TransferKind.OfflineLoad or TransferKind.OfflineDeposit, _) => LoneRule.Plain,
        _ => LoneRule.None,
    };

    private static uint KindsWhere(Predicate<PostingRule> isWanted) =>
        All.Where(rule => isWanted(rule)).Aggregate(0u, (kinds, rule) => kinds | (1u << (int)rule.Kind));

    private static bool[] MakeAllowed()
    {
        var allowed = new bool[TransferKinds << 8];
        foreach (var rule in All)
        {
            foreach (var debit in rule.Debits)
            {
                foreach (var credit in rule.Credits)
                    allowed[((int)rule.Kind << 8) | ((int)debit << 4) | (int)credit] = true;
            }
        }

        return allowed;
    }
}
