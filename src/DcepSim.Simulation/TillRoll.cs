using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DcepSim.Ledger;
using NodaTime.HighPerformance;

namespace DcepSim.Simulation;

/// <summary>
/// What the till has decided for one stretch of time, for the ledger: transfers in sheets, and the accounts each sheet needs. While one roll is handed
/// over, the till writes the next.
/// </summary>
/// <remarks>Sheets are cut by what is written alone, so that the journal of a run does not depend on who hands them over, or when. Keeps its memory.
/// Used by one thread at a time.</remarks>
internal sealed class TillRoll
{
    /// <summary>The most transfers on one sheet.</summary>
    public const int SheetLength = 256;

    private const int TakenTogetherMin = 768;
    private const int ChainLengthMax = 3;
    private const int TransfersMin = 1024;
    private const int None = -1;

    private readonly List<Sheet> _sheets = [];
    private readonly List<Opening> _openings = [];
    private Announcement[] _announcements = new Announcement[TransfersMin];
    private Transfer[] _transfers = new Transfer[TransfersMin];
    private Instant64[] _times = new Instant64[TransfersMin];
    private ulong _firstKey = 1; // of the first transfer on the roll
    private int _count;
    private int _announced;
    private int _sheetStart;

    /// <summary>The sheets that are full or torn off.</summary>
    public ReadOnlySpan<Sheet> Sheets => CollectionsMarshal.AsSpan(_sheets);

    /// <summary>The transfers of all sheets, and the time of each; there may be room behind them.</summary>
    public Transfer[] Transfers => _transfers;

    /// <summary>The time of each transfer, at its index.</summary>
    public Instant64[] Times => _times;

    public ReadOnlySpan<Opening> Openings => CollectionsMarshal.AsSpan(_openings);

    public ReadOnlySpan<Announcement> Announcements => _announcements.AsSpan(0, _announced);

    /// <summary>Who takes the sheets, some at a time; null keeps them on the roll.</summary>
    public CampaignTeller? Taker { get; set; }

    /// <summary>Begins the roll with the sheet that was left unfinished on the one before.</summary>
    public void ContinueFrom(TillRoll before)
    {
        var (transfers, openings, announcements) = before.Sheets.IsEmpty ? default : before.Sheets[^1].Ends;
        (_count, _sheetStart, _firstKey) = (before._count - transfers, 0, before._firstKey + (ulong)transfers);
        before._transfers.AsSpan(transfers, _count).CopyTo(_transfers); // less than a sheet
        before._times.AsSpan(transfers, _count).CopyTo(_times);
        _sheets.Clear();
        _openings.Clear();
        _openings.AddRange(before.Openings[openings..]);
        _announced = 0;
        foreach (ref readonly var announcement in before.Announcements[announcements..])
            Announce(announcement.Winner, announcement.Operator, announcement.Merchant, announcement.OtherTender, announcement.PacketLeft, announcement.Place - transfers);
    }

    /// <summary>Empties the roll for another run: keys begin anew.</summary>
    public void Begin()
    {
        Clear();
        _firstKey = 1;
    }

    /// <summary>Accounts that the sheet under way needs before its transfers.</summary>
    public void Open(in Opening opening) => _openings.Add(opening);

    /// <summary>A transfer that only a fault of this house could have refused.</summary>
    public void Post(Instant64 time, TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        if (_count - _sheetStart == SheetLength)
            PostOnNextSheet(time, kind, debit, credit, amount);
        else
            Put(time, kind, TransferFlags.None, debit, credit, amount);
    }

    /// <summary>Makes sure that a chain fits on the sheet.</summary>
    public void BeginChain()
    {
        if (_count - _sheetStart > SheetLength - ChainLengthMax)
            TearOff(_count, default);
    }

    /// <summary>A transfer of the chain, of which another follows.</summary>
    public void Link(Instant64 time, TransferKind kind, AccountId debit, AccountId credit, Amount amount) =>
        Put(time, kind, TransferFlags.Linked, debit, credit, amount);

    /// <summary>The last transfer of the chain, which the ledger may refuse; the sheet ends with it.</summary>
    /// <param name="time">When.</param>
    /// <param name="kind">What kind of transfer it is.</param>
    /// <param name="debit">The account that pays.</param>
    /// <param name="credit">The account that receives.</param>
    /// <param name="amount">How much.</param>
    /// <param name="purchase">What the chain pays.</param>
    public void EndChain(Instant64 time, TransferKind kind, AccountId debit, AccountId credit, Amount amount, in OwnMoneyPurchase purchase)
    {
        Put(time, kind, TransferFlags.None, debit, credit, amount);
        TearOff(_count - purchase.ChainLength, purchase);
    }

    /// <summary>A claim to tell of once its transfer, written last, is settled.</summary>
    public void AnnounceClaim(int winner, byte operatorIndex) => Announce(winner, operatorIndex, None, default, default, _count - 1);

    /// <summary>A payment from a packet to tell of once its transfer, written last, is settled.</summary>
    public void AnnouncePayment(int winner, byte operatorIndex, int merchant, Amount otherTender, Amount packetLeft) =>
        Announce(winner, operatorIndex, merchant, otherTender, packetLeft, _count - 1);

    /// <summary>Ends the sheet under way, the last one.</summary>
    public void TearOff()
    {
        if (_count > _sheetStart || _openings.Count > (_sheets.Count == 0 ? 0 : _sheets[^1].Ends.Openings))
            TearOff(_count, default);
        if (Taker is not null)
            HandOverTo(Taker);
    }

    private void Clear()
    {
        (_count, _sheetStart) = (0, 0);
        _sheets.Clear();
        _openings.Clear();
        _announced = 0;
    }

    // Field by field, in its place: copied whole, it would wait for its own parts.
    private void Announce(int winner, byte operatorIndex, int merchant, Amount otherTender, Amount packetLeft, int place)
    {
        if (_announced == _announcements.Length)
            Array.Resize(ref _announcements, 2 * _announced);
        ref var announcement = ref _announcements[_announced++];
        announcement.Place = place;
        announcement.Winner = winner;
        announcement.Merchant = merchant;
        announcement.Operator = operatorIndex;
        announcement.OtherTender = otherTender;
        announcement.PacketLeft = packetLeft;
    }

    private void TearOff(int chainStart, in OwnMoneyPurchase purchase)
    {
        _sheets.Add(new(chainStart, new(_count, _openings.Count, _announced), purchase));
        _sheetStart = _count;
        if (Taker is not null && _count >= TakenTogetherMin)
            HandOverTo(Taker);
        else if (_transfers.Length - _count < SheetLength)
            Grow();
    }

    private void HandOverTo(CampaignTeller taker)
    {
        taker.HandOver(this);
        _firstKey += (ulong)_count;
        Clear();
    }

    // Aside: one transfer of many, and the others would keep room for it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void PostOnNextSheet(Instant64 time, TransferKind kind, AccountId debit, AccountId credit, Amount amount)
    {
        TearOff(_count, default);
        Put(time, kind, TransferFlags.None, debit, credit, amount);
    }

    // There is room for the whole sheet.
    private void Put(Instant64 time, TransferKind kind, TransferFlags flags, AccountId debit, AccountId credit, Amount amount)
    {
        unchecked // places on the roll; no run has 2^64 transfers
        {
            var place = _count;
            _times[place] = time;
            _transfers[place] = new(new(Teller.Session, _firstKey + (uint)place), debit, credit, amount, kind, flags);
            _count = place + 1;
        }
    }

    private void Grow()
    {
        Array.Resize(ref _transfers, 2 * _transfers.Length);
        Array.Resize(ref _times, _transfers.Length);
    }

    /// <summary>Where a sheet ends.</summary>
    internal readonly record struct Ends(int Transfers, int Openings, int Announcements);

    /// <summary>What is handed over together.</summary>
    /// <param name="ChainStart">From here to the end it is one chain, which may be refused; the end where there is none.</param>
    /// <param name="Ends">Where it ends; it starts where the one before ends.</param>
    /// <param name="Purchase">What the chain pays.</param>
    internal readonly record struct Sheet(int ChainStart, Ends Ends, OwnMoneyPurchase Purchase);

    /// <summary>Accounts on the same terms, numbered one after another.</summary>
    /// <param name="Terms">The terms.</param>
    /// <param name="Count">How many accounts.</param>
    /// <param name="First">The number of the first.</param>
    /// <param name="Like">An account without parent that was opened on these terms before; none where there is none.</param>
    internal readonly record struct Opening(AccountTerms Terms, int Count, AccountId First, AccountId Like);

    /// <summary>What there is to tell beside what the transfer says.</summary>
    internal struct Announcement
    {
        /// <summary>The transfer it waits for.</summary>
        public int Place;

        /// <summary>Whose claim or payment it is, by place in the draw.</summary>
        public int Winner;

        /// <summary>Where a payment is made; below zero for a claim.</summary>
        public int Merchant;

        /// <summary>The winner's operator, by place in the scenario's list.</summary>
        public byte Operator;

        /// <summary>Of a payment: what is paid by another method.</summary>
        public Amount OtherTender;

        /// <summary>Of a payment: what is left in the packet.</summary>
        public Amount PacketLeft;

        public readonly bool IsClaim => Merchant == None;
    }
}
