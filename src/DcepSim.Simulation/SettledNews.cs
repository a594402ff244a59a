using System.Runtime.CompilerServices;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>
/// Claims and payments that are settled and not yet told: whoever watches is told of one stretch of time while the next is settled.
/// </summary>
/// <remarks>Keeps its memory, 48 bytes for each. Used by one thread at a time.</remarks>
internal sealed class SettledNews
{
    private const int ForesightDistance = 32;
    private const int ItemsMin = 1024;
    private const int OfClaim = -1;
    private const int OperatorBits = 8;

    private Item[] _items = new Item[ItemsMin];
    private int _count;

    public void Clear() => _count = 0;

    /// <param name="time">When the claim was settled.</param>
    /// <param name="winner">Whose it is, by place in the draw.</param>
    /// <param name="operatorIndex">The winner's operator.</param>
    /// <param name="face">What the packet holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddClaim(Instant64 time, int winner, byte operatorIndex, Amount face)
    {
        ref var item = ref Next();
        (item.Time, item.Winner, item.Where, item.PacketFen) = (time, winner, (OfClaim << OperatorBits) | operatorIndex, (int)face.Fen);
    }

    /// <param name="time">When the payment was settled.</param>
    /// <param name="winner">Whose it is, by place in the draw.</param>
    /// <param name="operatorIndex">The winner's operator.</param>
    /// <param name="merchant">Where it is made.</param>
    /// <param name="paid">What was paid how, and what is left in the packet.</param>
    /// <param name="sequence">The ledger's number of its first transfer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPayment(Instant64 time, int winner, byte operatorIndex, int merchant, in Paid paid, long sequence)
    {
        ref var item = ref Next();
        (item.Time, item.Winner, item.Where, item.Sequence) = (time, winner, (merchant << OperatorBits) | operatorIndex, sequence);
        (item.PacketFen, item.LeftFen) = ((int)paid.Packet.Fen, (int)paid.PacketLeft.Fen); // a card holds no more
        (item.OwnMoneyFen, item.OtherTenderFen) = (paid.OwnMoney.Fen, paid.OtherTender.Fen);
    }

    /// <summary>Tells all, in the order in which they were settled, and forgets them.</summary>
    /// <param name="listener">Who is told.</param>
    /// <param name="winners">Who won.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void TellTo(IPaymentObserver listener, DrawnWinners winners)
    {
        var foretells = listener.Foresees;
        var items = _items.AsSpan(0, _count);
        for (var next = 0; next < items.Length; next++)
        {
            if (foretells && next + ForesightDistance < items.Length)
                listener.Foresee(winners.EntrantAt(items[next + ForesightDistance].Winner));
            ref readonly var item = ref items[next];
            var (time, entrant, operatorIndex) = (item.Time.ToInstant(), winners.EntrantAt(item.Winner), (byte)(item.Where & byte.MaxValue));
            var merchant = item.Where >> OperatorBits;
            if (merchant == OfClaim)
                listener.OnClaim(new(time, entrant, operatorIndex, Amount.FromFen(item.PacketFen)));
            else
                listener.OnPayment(new(
                    time, entrant, operatorIndex, new MerchantId(merchant), Amount.FromFen(item.PacketFen), Amount.FromFen(item.OwnMoneyFen),
                    Amount.FromFen(item.OtherTenderFen), Amount.FromFen(item.LeftFen), item.Sequence));
        }

        Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Item Next()
    {
        if (_count == _items.Length)
            Array.Resize(ref _items, 2 * _items.Length);
        return ref _items[_count++];
    }

    /// <summary>How a purchase was paid.</summary>
    internal readonly record struct Paid(Amount Packet, Amount OwnMoney, Amount OtherTender, Amount PacketLeft);

    private struct Item
    {
        public Instant64 Time;
        public int Winner;

        /// <summary>The merchant above the operator.</summary>
        public int Where;
        public int PacketFen;
        public int LeftFen;
        public long OwnMoneyFen;
        public long OtherTenderFen;
        public long Sequence;
    }
}
