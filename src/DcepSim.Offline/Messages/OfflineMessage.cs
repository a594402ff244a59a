using System.Buffers.Binary;
using NodaTime.HighPerformance;

namespace DcepSim.Offline;

/// <summary>
/// The content of a message between devices: five kinds, one fixed layout, so that one parser has to be right. A message that moves value
/// (load, payment, deposit) is a <em>token</em>.
/// </summary>
/// <remarks><c>default</c> is a message of no kind and is refused by every reader. The layout stands in README.md.</remarks>
/// <param name="Kind">What it says.</param>
/// <param name="Hops">Hands the value has passed through since a contact, this payment included: 1 to 255 for a payment, 0 otherwise.</param>
/// <param name="Operator">The operator of the purse that signs; for a load, the operator that signs.</param>
/// <param name="Payer">The purse that pays; none for a load.</param>
/// <param name="Payee">The purse that is paid; none for a deposit.</param>
/// <param name="Counter">The signer's monotonic counter (load, payment, deposit), 1 to <see cref="NumberMax"/>; 0 in an offer; repeated in a confirmation.</param>
/// <param name="Offer">The payee's offer number, 1 to <see cref="NumberMax"/>; 0 for load and deposit.</param>
/// <param name="Amount">What is paid; above zero.</param>
/// <param name="Time">The signer's time.</param>
/// <param name="Serial">The serial number of the signer's certificate, 1 to <see cref="SerialMax"/>; 0 for a load.</param>
public readonly record struct OfflineMessage(
    MessageKind Kind,
    byte Hops,
    OperatorId Operator,
    PurseId Payer,
    PurseId Payee,
    long Counter,
    long Offer,
    Amount Amount,
    Instant64 Time,
    int Serial)
{
    /// <summary>The length of a signed message: 120 bytes.</summary>
    public const int Length = BodyLength + PublicKey.SignatureLength;

    /// <summary>The length of the part that is signed: 56 bytes.</summary>
    public const int BodyLength = 56;

    /// <summary>The greatest counter and offer number: 4,294,967,295.</summary>
    public const long NumberMax = uint.MaxValue;

    /// <summary>The greatest serial number of a certificate: 65,535.</summary>
    public const int SerialMax = ushort.MaxValue;

    private const uint Mark = 0x4D4F4344; // "DCOM"
    private const byte Version = 1;

    /// <summary>The purse whose key signs this; none when the operator signs.</summary>
    public PurseId Signer => Kind switch
    {
        MessageKind.Offer or MessageKind.Confirmation => Payee,
        MessageKind.Payment or MessageKind.Deposit => Payer,
        _ => PurseId.None,
    };

    /// <summary>Reads a message; its signature is not checked here.</summary>
    /// <param name="bytes">Any bytes.</param>
    /// <param name="message">The content; <c>default</c> when refused.</param>
    /// <returns><see cref="OfflineRefusal.None"/>, or why these bytes are no message. Never throws.</returns>
    public static OfflineRefusal Read(ReadOnlySpan<byte> bytes, out OfflineMessage message)
    {
        message = default;
        if (bytes.Length != Length)
            return OfflineRefusal.MessageLength;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Mark)
            return OfflineRefusal.MessageMark;
        if (bytes[4] != Version)
            return OfflineRefusal.MessageVersion;
        if (bytes[5] is < (byte)MessageKind.Load or > (byte)MessageKind.Deposit)
            return OfflineRefusal.MessageKind;
        var fen = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
        if (fen <= 0 || fen > Amount.MaxValue.Fen || BinaryPrimitives.ReadInt32LittleEndian(bytes[52..]) != 0)
            return OfflineRefusal.MessageField;
        var read = new OfflineMessage(
            (MessageKind)bytes[5],
            bytes[6],
            new(bytes[7]),
            new(BinaryPrimitives.ReadInt32LittleEndian(bytes[8..])),
            new(BinaryPrimitives.ReadInt32LittleEndian(bytes[12..])),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            Amount.FromFen(fen),
            Instant64.FromUnixTimeNanoseconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[40..])),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]));
        if (!read.FieldsFitKind())
            return OfflineRefusal.MessageField;
        message = read;
        return OfflineRefusal.None;
    }

    /// <summary>Writes the part that is signed.</summary>
    /// <param name="body">Exactly <see cref="BodyLength"/> bytes.</param>
    /// <exception cref="ArgumentException">The span has another length, or the fields do not fit the kind.</exception>
    public void WriteBody(Span<byte> body)
    {
        if (body.Length != BodyLength)
            throw new ArgumentException($"The body takes exactly {BodyLength} bytes, not {body.Length}.", nameof(body));
        if (Amount.IsZero || !FieldsFitKind())
            throw new ArgumentException($"These fields do not make a message: {this}.", nameof(body));
        BinaryPrimitives.WriteUInt32LittleEndian(body, Mark);
        body[4] = Version;
        body[5] = (byte)Kind;
        body[6] = Hops;
        body[7] = Operator.Value;
        BinaryPrimitives.WriteInt32LittleEndian(body[8..], Payer.Value);
        BinaryPrimitives.WriteInt32LittleEndian(body[12..], Payee.Value);
        BinaryPrimitives.WriteInt64LittleEndian(body[16..], Counter);
        BinaryPrimitives.WriteInt64LittleEndian(body[24..], Offer);
        BinaryPrimitives.WriteInt64LittleEndian(body[32..], Amount.Fen);
        BinaryPrimitives.WriteInt64LittleEndian(body[40..], Time.ToUnixTimeNanoseconds());
        BinaryPrimitives.WriteInt32LittleEndian(body[48..], Serial);
        BinaryPrimitives.WriteInt32LittleEndian(body[52..], 0);
    }

    private bool FieldsFitKind()
    {
        if (Operator == OperatorId.CentralBank || Payer.Value < 0 || Payee.Value < 0 || Counter is < 0 or > NumberMax || Offer is < 0 or > NumberMax || Serial is < 0 or > SerialMax)
            return false;
        var payer = !Payer.IsNone;
        var payee = !Payee.IsNone;
        var counter = Counter > 0;
        var offer = Offer > 0;
        var hops = Hops > 0;
        var serial = Serial > 0;
        return Kind switch
        {
            MessageKind.Load => !payer && payee && counter && !offer && !hops && !serial,
            MessageKind.Offer => payer && payee && !counter && offer && !hops && serial && Payer != Payee,
            MessageKind.Payment => payer && payee && counter && offer && hops && serial && Payer != Payee,
            MessageKind.Confirmation => payer && payee && counter && offer && !hops && serial && Payer != Payee,
            MessageKind.Deposit => payer && !payee && counter && !offer && !hops && serial,
            _ => false,
        };
    }
}
