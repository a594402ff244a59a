namespace DcepSim.Wallets;

/// <summary>How much of one purchase several packets and coupons pay together.</summary>
/// <remarks>Packets are taken in the order given. A plain packet pays what it can. A coupon pays whole or not at all, and its threshold must
/// fit into the part of the price that earlier coupons have not taken up: two coupons "20 off 100" need a purchase of 200.</remarks>
public static class PacketStack
{
    /// <summary>Decides what each packet pays. O(packets).</summary>
    /// <param name="price">The purchase.</param>
    /// <param name="packets">What may be drawn on, in order.</param>
    /// <param name="packetsMax">How many may pay, 1 and up.</param>
    /// <param name="packetMoneyMax">The most they may pay together.</param>
    /// <param name="paid">Takes what each pays, in the same order; as long as <paramref name="packets"/>.</param>
    /// <returns>What they pay together, at most the price.</returns>
    /// <exception cref="ArgumentException"><paramref name="paid"/> has another length than <paramref name="packets"/>.</exception>
    public static Amount Pay(Amount price, ReadOnlySpan<UsablePacket> packets, int packetsMax, Amount packetMoneyMax, Span<Amount> paid)
    {
        if (paid.Length != packets.Length)
            throw new ArgumentException($"There are {packets.Length} packets and room for {paid.Length} payments.", nameof(paid));
        var payable = Amount.Min(price, packetMoneyMax).Fen;
        var (rest, unclaimed, used) = (payable, price.Fen, 0);
        for (var index = 0; index < packets.Length; index++)
        {
            var (left, threshold) = packets[index];
            var pays = threshold.IsZero ? Math.Min(left.Fen, rest) : threshold.Fen <= unclaimed && left.Fen <= rest ? left.Fen : 0;
            if (used == packetsMax)
                pays = 0;
            paid[index] = Amount.FromFen(pays);
            if (pays == 0)
                continue;
            used++;
            rest -= pays;
            unclaimed -= threshold.Fen;
        }

        return Amount.FromFen(payable - rest);
    }
}
