using System.Runtime.CompilerServices;

namespace DcepSim.Wallets;

/// <summary>
/// How one purchase is paid: packet money first (the published rule), the shortfall from the wallet's own money or by another tender.
/// </summary>
/// <remarks><c>default</c> pays nothing. The two e-CNY parts are settled as linked transfers, the packet's first.</remarks>
/// <param name="Packet">From the red packet.</param>
/// <param name="OwnMoney">From the wallet, topped up for it.</param>
/// <param name="OtherTender">By another method, outside e-CNY.</param>
public readonly record struct PaymentPlan(Amount Packet, Amount OwnMoney, Amount OtherTender)
{
    /// <summary>The plan that takes the packet first.</summary>
    /// <param name="purchase">What the purchase costs.</param>
    /// <param name="packetLeft">What is left in the packet.</param>
    /// <param name="topsUp">Whether a shortfall is paid from a wallet top-up; otherwise by another tender.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PaymentPlan PacketFirst(Amount purchase, Amount packetLeft, bool topsUp)
    {
        var packet = Amount.Min(purchase, packetLeft);
        purchase.TrySubtract(packet, out var shortfall);
        return topsUp ? new(packet, shortfall, default) : new(packet, default, shortfall);
    }
}
