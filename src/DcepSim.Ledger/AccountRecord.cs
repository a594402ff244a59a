using System.Runtime.InteropServices;

namespace DcepSim.Ledger;

/// <summary>
/// One account in exactly one cache line. What only wallets have (payments of the day and the year) shares its place with what only
/// packets have (the window).
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = Bytes)]
internal struct AccountRecord : IMarkedRecord
{
    public const int Bytes = 64;

    /// <summary>Fen; negative for the issue account only.</summary>
    [FieldOffset(0)] public long Balance;

    /// <summary>Fen of this balance that holds have set aside.</summary>
    [FieldOffset(8)] public long HeldOut;

    /// <summary>Fen that holds may still bring in.</summary>
    [FieldOffset(16)] public long HeldIn;

    /// <summary>Wallets: fen paid on <see cref="Day"/>.</summary>
    [FieldOffset(24)] public long DayPaid;

    /// <summary>Packets: the first nanosecond of the window.</summary>
    [FieldOffset(24)] public long WindowFrom;

    /// <summary>Wallets: fen paid in <see cref="Year"/>.</summary>
    [FieldOffset(32)] public long YearPaid;

    /// <summary>Packets: the first nanosecond after the window.</summary>
    [FieldOffset(32)] public long WindowUntil;

    [FieldOffset(40)] public ulong Scope;

    /// <summary>The parent's number, 0 for none.</summary>
    [FieldOffset(48)] public int Parent;

    /// <summary>The Asia/Shanghai day that <see cref="DayPaid"/> speaks of; an older one means nothing was paid today.</summary>
    [FieldOffset(52)] public int Day;

    [FieldOffset(56)] public ushort Year;

    /// <summary>Index in the <see cref="LimitsTable"/>.</summary>
    [FieldOffset(58)] public ushort Limits;

    [FieldOffset(60)] public AccountKind Kind;
    [FieldOffset(61)] public byte Operator;
    [FieldOffset(62)] public AccountState State;
    [FieldOffset(63)] private byte _mark;

    /// <summary><see cref="Kind"/>, <see cref="Operator"/>, <see cref="State"/> and <see cref="Mark"/> at once, the first lowest.</summary>
    [FieldOffset(60)] public uint Tag;

    /// <summary><see cref="Day"/>, <see cref="Year"/> and <see cref="Limits"/> at once, the first lowest.</summary>
    [FieldOffset(52)] public ulong Stamp;

    public const uint KindInTag = 0xFF;
    public const uint OperatorInTag = 0xFF00;
    public const int StateInTag = 16;
    public const int MarkInTag = 24;
    public const int YearInStamp = 32;
    public const int LimitsInStamp = 48;

    /// <inheritdoc/>
    public byte Mark
    {
        readonly get => _mark;
        set => _mark = value;
    }

    /// <summary>Fen paid on a day that is not before <see cref="Day"/>.</summary>
    public readonly long PaidOn(int day) => Day == day ? DayPaid : 0;

    public readonly long PaidIn(ushort year) => Year == year ? YearPaid : 0;

    public readonly AccountCondition Condition =>
        (State & AccountState.Closed) != 0 ? AccountCondition.Closed
        : (State & AccountState.CreditsFrozen) != 0 ? AccountCondition.Frozen
        : (State & AccountState.DebitsFrozen) != 0 ? AccountCondition.DebitsFrozen
        : AccountCondition.Open;
}
