using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

/// <summary>
/// One entry of the book of original entry in exactly 64 bytes: a request with its time and first answer. Its sequence is told by its place.
/// </summary>
/// <remarks>
/// <para>Fixed size, unmanaged, little-endian: it is kept, written to disk and replayed as it is. <c>default</c> is no entry.</para>
/// <para>An account opened uses the places of a transfer for its terms; the overlapping fields say so.</para>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
public unsafe struct JournalEntry : IEquatable<JournalEntry>
{
    /// <summary>The size of an entry.</summary>
    public const int Bytes = 64;

    internal const long NoLimit = -1;

    [FieldOffset(0)] internal ulong Counter;
    [FieldOffset(0)] internal ulong Scope;
    [FieldOffset(8)] internal long AmountFen;
    [FieldOffset(8)] internal long BalanceMaxFen;
    [FieldOffset(16)] internal long Hold;
    [FieldOffset(16)] internal long PerPaymentMaxFen;
    [FieldOffset(24)] internal long TimeNanoseconds;
    [FieldOffset(32)] internal long DebitBalance;
    [FieldOffset(32)] internal long PerDayMaxOrWindowFrom;
    [FieldOffset(40)] internal long CreditBalance;
    [FieldOffset(40)] internal long PerYearMaxOrWindowUntil;

    /// <summary>The session; 0 for what has no key.</summary>
    [FieldOffset(48)] internal uint Session;

    [FieldOffset(52)] internal int Debit;
    [FieldOffset(52)] internal int Account;
    [FieldOffset(56)] internal int Credit;
    [FieldOffset(56)] internal int Parent;
    [FieldOffset(60)] internal TransferKind TransferKind;
    [FieldOffset(60)] internal AccountKind AccountKind;
    [FieldOffset(60)] internal AccountCondition Condition;
    [FieldOffset(61)] internal TransferFlags Flags;
    [FieldOffset(61)] internal byte Operator;
    [FieldOffset(62)] internal SettlementStatus Status;
    [FieldOffset(63)] private byte _kind;

    private const byte ChainBit = 0x80;

    // Status and kind as they stand behind the kind of transfer and the flags.
    private const uint AcceptedTransfer = ((uint)SettlementStatus.Accepted << 16) | ((uint)JournalEntryKind.Transfer << 24);
    private const uint AcceptedExpiry = ((uint)SettlementStatus.Accepted << 16) | ((uint)JournalEntryKind.HoldExpired << 24);

    /// <summary>What the entry tells.</summary>
    public JournalEntryKind Kind
    {
        readonly get => (JournalEntryKind)(_kind & ~ChainBit);
        internal set => _kind = (byte)((_kind & ChainBit) | (byte)value);
    }

    /// <summary>Whether it is a transfer that was asked together with others, all or none.</summary>
    public bool IsInChain
    {
        readonly get => (_kind & ChainBit) != 0;
        internal set => _kind = (byte)(value ? _kind | ChainBit : _kind & ~ChainBit);
    }

    /// <summary>The time the sequencer gave it.</summary>
    public readonly Instant64 Time => Instant64.FromUnixTimeNanoseconds(TimeNanoseconds);

    /// <summary>The transfer asked for; of an expired hold, the transfer that is now given up, without a key. <c>default</c> for other kinds.</summary>
    public readonly Transfer Transfer => Kind is JournalEntryKind.Transfer or JournalEntryKind.HoldExpired
        ? new(new(Session, Counter), new(Debit), new(Credit), Unsafe.BitCast<long, Amount>(AmountFen), TransferKind, Flags, new(Hold))
        : default; // bits, not a checked amount: what was refused as out of range is shown as it was asked

    /// <summary>The accounts it changed: payer and receiver of an accepted transfer or of an expired hold; 0 and 0 for everything else.</summary>
    public readonly (int Debit, int Credit) TouchedAccounts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            // A mask instead of branches, and all at once: this is asked of every entry.
            var what = Unsafe.As<TransferKind, uint>(ref Unsafe.AsRef(in TransferKind)) & ~((uint)ushort.MaxValue | ((uint)ChainBit << 24));
            var both = Unsafe.As<int, ulong>(ref Unsafe.AsRef(in Debit));
            both = what is AcceptedTransfer or AcceptedExpiry ? both : 0;
            return unchecked(((int)both, (int)(both >> 32))); // the lower half of the bits, and the upper
        }
    }

    /// <summary>The answer to a transfer, given the entry's place.</summary>
    /// <param name="sequence">Its place in the journal.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Receipt ReceiptAt(long sequence) =>
        new(sequence, Time, Status, Unsafe.BitCast<long, Amount>(DebitBalance), Unsafe.BitCast<long, Amount>(CreditBalance)); // in range: balances are

    /// <inheritdoc/>
    public readonly bool Equals(JournalEntry other) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<JournalEntry>(in this)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<JournalEntry>(in other)));

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is JournalEntry other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(Counter, Session, AmountFen, TimeNanoseconds, Debit, Credit);

    /// <summary>Whether two entries are the same, byte by byte.</summary>
    public static bool operator ==(in JournalEntry left, in JournalEntry right) => left.Equals(right);

    /// <summary>Whether two entries differ in any byte.</summary>
    public static bool operator !=(in JournalEntry left, in JournalEntry right) => !left.Equals(right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Ask(in Transfer transfer, long time)
    {
        // Every byte is written here: clearing the entry first would write it twice.
        Counter = transfer.Key.Counter;
        AmountFen = transfer.Amount.Fen;
        Hold = transfer.Hold.Value;
        TimeNanoseconds = time;
        DebitBalance = 0;
        CreditBalance = 0;
        Session = (uint)transfer.Key.Session;
        Debit = transfer.Debit.Value;
        Credit = transfer.Credit.Value;
        TransferKind = transfer.Kind;
        Flags = transfer.Flags;
        Status = SettlementStatus.None;
        _kind = (byte)JournalEntryKind.Transfer;
    }

    /// <summary>Makes this the entry of a transfer without a hold that was accepted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Accept(Transfer* transfer, long time, long debitBalance, long creditBalance)
    {
        unchecked // a session has 24 bits
        {
            Counter = transfer->Key.Counter;
            AmountFen = transfer->Amount.Fen;
            Hold = 0;
            TimeNanoseconds = time;
            DebitBalance = debitBalance;
            CreditBalance = creditBalance;
            Session = (uint)transfer->Key.Session;
            Debit = transfer->Debit.Value;
            Credit = transfer->Credit.Value;
            // The kind, no flags, the status and the entry's own kind at once.
            Unsafe.As<TransferKind, uint>(ref TransferKind) = (uint)transfer->Kind | AcceptedTransfer;
        }
    }

    /// <summary>The first field in which a repeat differs from this request.</summary>
    internal readonly TransferField DifferenceTo(in Transfer repeat)
    {
        if (Debit != repeat.Debit.Value)
            return TransferField.Debit;
        if (Credit != repeat.Credit.Value)
            return TransferField.Credit;
        if (AmountFen != repeat.Amount.Fen)
            return TransferField.Amount;
        if (TransferKind != repeat.Kind)
            return TransferField.Kind;
        if (Flags != repeat.Flags)
            return TransferField.Flags;
        return Hold != repeat.Hold.Value ? TransferField.Hold : TransferField.None;
    }

    internal static JournalEntry ForOpening(in AccountTerms terms, int account, long time)
    {
        var isPacket = terms.Kind == AccountKind.RedPacket;
        return new()
        {
            Scope = terms.Scope.Bits,
            BalanceMaxFen = terms.Limits.BalanceMax?.Fen ?? NoLimit,
            PerPaymentMaxFen = terms.Limits.PerPaymentMax?.Fen ?? NoLimit,
            TimeNanoseconds = time,
            PerDayMaxOrWindowFrom = isPacket ? terms.Window.From.ToUnixTimeNanoseconds() : terms.Limits.PerDayMax?.Fen ?? NoLimit,
            PerYearMaxOrWindowUntil = isPacket ? terms.Window.Until.ToUnixTimeNanoseconds() : terms.Limits.PerYearMax?.Fen ?? NoLimit,
            Account = account,
            Parent = terms.Parent.Value,
            AccountKind = terms.Kind,
            Operator = terms.Operator.Value,
            Kind = JournalEntryKind.AccountOpened,
        };
    }

    /// <summary>The terms of an account opened.</summary>
    internal readonly AccountTerms Terms()
    {
        var isPacket = AccountKind == AccountKind.RedPacket;
        return new(
            AccountKind,
            new(Operator),
            isPacket ? default : new(Limit(BalanceMaxFen), Limit(PerPaymentMaxFen), Limit(PerDayMaxOrWindowFrom), Limit(PerYearMaxOrWindowUntil)),
            new(Scope),
            isPacket
                ? new(Instant64.FromUnixTimeNanoseconds(PerDayMaxOrWindowFrom), Instant64.FromUnixTimeNanoseconds(PerYearMaxOrWindowUntil))
                : default,
            new(Parent));
    }

    private static Amount? Limit(long fen) => fen == NoLimit ? null : Amount.FromFen(fen);
}
