using System.Buffers.Binary;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>The state of a secure element as sealed bytes: 152 bytes, signed by the purse's own key.</summary>
/// <remarks>Layout: mark, version, hops, 2 reserved; purse; payments; own, received, spent, counter, offers, loads, corrected, last contact
/// (8 bytes each); contacts; signature. Little-endian.</remarks>
internal static class CounterFile
{
    public const int Length = BodyLength + PublicKey.SignatureLength;

    private const int BodyLength = 88;
    private const uint Mark = 0x464F4344; // "DCOF"
    private const byte Version = 1;

    public static byte[] Write(in PurseState state, long contacts, PurseIdentity identity)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Mark);
        bytes[4] = Version;
        bytes[5] = state.Hops;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), identity.Purse.Value);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), state.Payments);
        ReadOnlySpan<long> numbers =
        [
            state.Own.Fen, state.Received.Fen, state.Spent.Fen, state.Counter, state.Offers, state.Loads, state.Corrected.Fen,
            state.LastContact.ToUnixTimeNanoseconds(), contacts,
        ];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16 + (i * sizeof(long))), numbers[i]);
        identity.Signer.Sign(bytes.AsSpan(0, BodyLength), bytes.AsSpan(BodyLength));
        return bytes;
    }

    public static OfflineRefusal Read(ReadOnlySpan<byte> bytes, PurseIdentity identity, DeviceTrust trust, out PurseState state, out long contacts)
    {
        state = default;
        contacts = 0;
        if (bytes.Length != Length)
            return OfflineRefusal.CounterFileLength;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Mark)
            return OfflineRefusal.CounterFileMark;
        if (bytes[4] != Version)
            return OfflineRefusal.CounterFileVersion;
        if (!TryReadFields(bytes, out var read, out var number))
            return OfflineRefusal.CounterFileField;
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]) != identity.Purse.Value
            || !trust.Verify(identity.Certificate.Key, bytes[..BodyLength], bytes[BodyLength..]))
            return OfflineRefusal.CounterFileSeal;
        state = read;
        contacts = number;
        return OfflineRefusal.None;
    }

    private static bool TryReadFields(ReadOnlySpan<byte> bytes, out PurseState state, out long contacts)
    {
        state = default;
        Span<long> numbers = stackalloc long[9];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(16 + (i * sizeof(long)))..]);
        contacts = numbers[8];
        var payments = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        if (bytes[6] != 0 || bytes[7] != 0)
            return false;
        if (payments < 0 || !IsAmount(numbers[0]) || !IsAmount(numbers[1]) || !IsAmount(numbers[2]) || numbers[3] < 0 || numbers[4] < 0 || numbers[5] < 0 || contacts < 0)
            return false;
        state = new()
        {
            Own = Amount.FromFen(numbers[0]),
            Received = Amount.FromFen(numbers[1]),
            Spent = Amount.FromFen(numbers[2]),
            Counter = numbers[3],
            Offers = numbers[4],
            Loads = numbers[5],
            Corrected = new(numbers[6]),
            LastContact = Instant64.FromUnixTimeNanoseconds(numbers[7]),
            Payments = payments,
            Hops = bytes[5],
        };
        return true;
    }

    private static bool IsAmount(long fen) => fen >= 0 && fen <= Amount.MaxValue.Fen;
}
