using System.Buffers.Text;
using DcepSim.Simulation;
using NodaTime;

namespace DcepSim.Results;

/// <summary>Writes the payments of one run as rows of CSV, without allocation for each.</summary>
internal sealed class PaymentsCsv(FileStream stream, int run) : IPaymentObserver
{
    private const int RowBytesMax = 256;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly ShanghaiStamp _stamp = new();
    private int _used;

    public static ReadOnlySpan<byte> Header => "run,sequence,time,entrant,operator,merchant,packetFen,ownMoneyFen,otherTenderFen,packetLeftFen\n"u8;

    public FileStream Stream => stream;

    public void OnPayment(in PaymentRecord payment)
    {
        if (_buffer.Length - _used < RowBytesMax)
            Flush();
        Put(run);
        Put(payment.Sequence);
        PutTime(payment.Time);
        Put(payment.Entrant);
        Put(payment.Operator);
        Put(payment.Merchant.Value);
        Put(payment.Packet.Fen);
        Put(payment.OwnMoney.Fen);
        Put(payment.OtherTender.Fen);
        Put(payment.PacketLeft.Fen);
        _buffer[_used - 1] = (byte)'\n';
    }

    public void Flush()
    {
        stream.Write(_buffer, 0, _used);
        _used = 0;
    }

    private void Put(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
        _used += written;
        _buffer[_used++] = (byte)',';
    }

    private void PutTime(Instant time)
    {
        _stamp.Of(time.ToUnixTimeMilliseconds()).CopyTo(_buffer.AsSpan(_used));
        _used += ShanghaiStamp.Length;
        _buffer[_used++] = (byte)',';
    }
}
