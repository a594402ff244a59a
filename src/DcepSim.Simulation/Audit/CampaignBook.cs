using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using DcepSim.Ledger;

namespace DcepSim.Simulation.Audit;

/// <summary>
/// The campaign's own books of one run, written from what people did and never read from the ledger: so that the two can be compared.
/// </summary>
/// <remarks>Two equations hold at every instant: <c>granted = spent + recalled + alive</c> for the packets and <c>funded = pool + alive + spent
/// + returned</c> for the pool. Pool and alive are kept apart from the totals, so the equations are a check, not a definition.</remarks>
internal sealed class CampaignBook(CampaignModel model, NativeArray<WinnerCard> cards, int winners)
{
    private readonly long[] _takings = new long[model.MerchantCount];
    private readonly long[] _takingsBeside = new long[model.MerchantCount];
    private readonly long[] _vaults = new long[model.Scenario.Operators.Length];
    private long _funded;
    private long _pool;
    private long _granted;
    private long _alive;
    private long _spent;
    private long _recalled;
    private long _returnedUnclaimed;
    private long _ownMoney;
    private long _otherTender;
    private long _otherTenderBeside;
    private long _issued;

    /// <summary>A card for each winner, by place in the draw.</summary>
    public unsafe Span<WinnerCard> Cards => new(cards.First.Pointer, winners);

    /// <summary>The card of a place in the draw, from 0 to one below the number of winners.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe ref WinnerCard CardOf(int winner)
    {
        unchecked // a place below zero is too large, and an address inside the array does not overflow
        {
            if ((uint)winner >= (uint)winners)
                throw NoSuchPlace(winner);
            return ref cards.First.Pointer[(uint)winner];
        }
    }

    /// <summary>Asks the processor to have a card at hand soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int winner)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(unchecked(cards.First.Pointer + winner)); // a hint, which can do no harm
    }

    /// <summary>What the funder paid into the pool.</summary>
    public Amount Funded => Amount.FromFen(_funded);

    /// <summary>What lies in the pool: funded, neither claimed nor returned.</summary>
    public NetAmount Pool => new(_pool);

    /// <summary>The face value of all packets claimed.</summary>
    public Amount Granted => Amount.FromFen(_granted);

    /// <summary>What is left in claimed packets.</summary>
    public NetAmount Alive => new(_alive);

    /// <summary>What has been spent from packets at merchants: the published word is "redeemed".</summary>
    public Amount Spent => Amount.FromFen(_spent);

    /// <summary>All that went back to the funder.</summary>
    public Amount Returned => Amount.FromFen(_recalled + _returnedUnclaimed);

    /// <summary>How many packets were claimed.</summary>
    public long Claims { get; private set; }

    /// <summary>How many payments used packet money.</summary>
    public long Payments { get; private set; }

    /// <summary>Spending from top-ups.</summary>
    public Amount OwnMoney => Amount.FromFen(_ownMoney);

    /// <summary>Shortfalls paid outside e-CNY.</summary>
    public Amount OtherTender => Amount.FromFen(_otherTender + _otherTenderBeside);

    /// <summary>What the central bank issued.</summary>
    public Amount Issued => Amount.FromFen(_issued);

    /// <summary>What each merchant took in e-CNY.</summary>
    public long TakingsFen(int merchant) => _takings[merchant] + _takingsBeside[merchant];

    /// <summary>The same of all merchants.</summary>
    public long[] TakingsOfAll()
    {
        var takings = new long[_takings.Length];
        for (var merchant = 0; merchant < takings.Length; merchant++)
            takings[merchant] = TakingsFen(merchant);
        return takings;
    }

    /// <summary>What each operator's vault holds.</summary>
    public ReadOnlySpan<long> VaultsFen => _vaults;

    /// <summary>By how much the packets' equation is broken; zero in a sound book.</summary>
    public NetAmount PacketBreak => new(_granted - _spent - _recalled - _alive);

    /// <summary>By how much the pool's equation is broken; zero in a sound book.</summary>
    public NetAmount PoolBreak => new(_funded - _pool - _alive - _spent - _recalled - _returnedUnclaimed);

    public void Issue(int operatorIndex, Amount amount)
    {
        _issued += amount.Fen;
        _vaults[operatorIndex] += amount.Fen;
    }

    public void Fund(int operatorIndex, Amount amount)
    {
        _funded += amount.Fen;
        _pool += amount.Fen;
        _vaults[operatorIndex] -= amount.Fen;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Claim(Amount face)
    {
        _pool -= face.Fen;
        _granted += face.Fen;
        _alive += face.Fen;
        Claims++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PayFromPacket(ref WinnerCard payer, int merchant, Amount packet)
    {
        payer.Take(packet);
        _alive -= packet.Fen;
        _spent += packet.Fen;
        _takings[merchant] += packet.Fen;
        Payments++;
    }

    /// <summary>A shortfall paid by another tender, nothing from the wallet.</summary>
    public void PayOtherwise(Amount otherTender) => _otherTender += otherTender.Fen;

    /// <summary>What was paid beside the packet where the wallet was asked. Writes nothing that the other ways to pay write, so that it may be
    /// entered at the same time.</summary>
    public void PayBeside(int operatorIndex, int merchant, Amount ownMoney, Amount otherTender)
    {
        _ownMoney += ownMoney.Fen;
        _otherTenderBeside += otherTender.Fen;
        _vaults[operatorIndex] -= ownMoney.Fen;
        _takingsBeside[merchant] += ownMoney.Fen;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Recall(ref WinnerCard card)
    {
        var left = card.Left;
        card.Take(left);
        _alive -= left.Fen;
        _recalled += left.Fen;
    }

    public void ReturnUnclaimed()
    {
        _returnedUnclaimed += _pool;
        _pool = 0;
    }

    private static ArgumentOutOfRangeException NoSuchPlace(int winner) => new(nameof(winner), winner, "There is no such place in the draw.");
}
