using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>One hold in exactly one cache line.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct HoldRecord
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

    /// <summary>Its place among the holds by due time; of a free place, the next free one.</summary>
    [FieldOffset(36)] public int Order;

    [FieldOffset(40)] public ushort Year;
    [FieldOffset(42)] public TransferKind Kind;
}
