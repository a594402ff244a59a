using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodaTime.HighPerformance;

namespace DcepSim.Ledger;

/// <summary>
/// A request with its time and first answer, in exactly one cache line: what the ledger remembers of a transfer while it is in the
/// idempotency window. Its sequence is told by its place.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct LedgerEntry
{
    [FieldOffset(0)] public ulong Counter;
    [FieldOffset(8)] public long Amount;
    [FieldOffset(24)] public long Time;
    [FieldOffset(32)] public long DebitBalance;
    [FieldOffset(40)] public long CreditBalance;

    /// <summary>The session; 0 for an account opened, which has no key.</summary>
    [FieldOffset(48)] public uint Session;

    [FieldOffset(52)] public int Debit;
    [FieldOffset(56)] public int Credit;
    [FieldOffset(60)] public TransferKind Kind;
    [FieldOffset(61)] public TransferFlags Flags;
    [FieldOffset(62)] public SettlementStatus Status;

    public readonly bool IsLinked => (Flags & TransferFlags.Linked) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(in Transfer transfer, long time)
    {
        this = default;
        Counter = transfer.Key.Counter;
        Amount = transfer.Amount.Fen;
        Time = time;
        Session = (uint)transfer.Key.Session;
        Debit = transfer.Debit.Value;
        Credit = transfer.Credit.Value;
        Kind = transfer.Kind;
        Flags = transfer.Flags;
    }

    /// <summary>The first field in which a repeat differs from this request.</summary>
    public readonly TransferField DifferenceTo(in Transfer repeat)
    {
        if (Debit != repeat.Debit.Value)
            return TransferField.Debit;
        if (Credit != repeat.Credit.Value)
            return TransferField.Credit;
        if (Amount != repeat.Amount.Fen)
            return TransferField.Amount;
        if (Kind != repeat.Kind)
            return TransferField.Kind;
        return Flags != repeat.Flags ? TransferField.Flags : TransferField.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Receipt ReceiptAt(long sequence) => new(
        sequence,
        Instant64.FromUnixTimeNanoseconds(Time),
        Status,
        DcepSim.Amount.FromFen(DebitBalance),
        DcepSim.Amount.FromFen(CreditBalance));
}
