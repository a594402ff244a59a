using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>One hold in exactly one cache line.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct HoldRecord : IMarkedRecord
{
    /// <summary>The sequence of the pending transfer that made it; 0 for a free place.</summary>
    [FieldOffset(0)] public long Sequence;

    [FieldOffset(8)] public long Amount;

    /// <summary>The first nanosecond at which it is over.</summary>
    [FieldOffset(16)] public long Due;

    [FieldOffset(24)] public int Debit;
    [FieldOffset(28)] public int Credit;

    /// <summary>The Asia/Shanghai day that it counts on.</summary>
    [FieldOffset(32)] public int Day;

    /// <summary>The place of the hold of the same term that was made before it; −1 for none.</summary>
    [FieldOffset(36)] public int Earlier;

    [FieldOffset(40)] public ushort Year;
    [FieldOffset(42)] public TransferKind Kind;
    [FieldOffset(43)] private byte _mark;

    /// <summary>For how many seconds it was made.</summary>
    [FieldOffset(44)] public int Term;

    /// <summary>The place of the hold of the same term that was made after it; of a free place, the next free one. −1 for none.</summary>
    [FieldOffset(48)] public int Later;

    /// <summary>Which of the <see cref="HoldLines"/> it stands in.</summary>
    [FieldOffset(52)] public int Line;

    /// <inheritdoc/>
    public byte Mark
    {
        readonly get => _mark;
        set => _mark = value;
    }
}
