using System.Buffers.Text;
using DcepSim.Simulation;
using NodaTime;
using NodaTime.Text;

namespace DcepSim.Results;

/// <summary>Writes the payments of one run as rows of CSV, without allocation for each.</summary>
internal sealed class PaymentsCsv(FileStream stream, int run) : IPaymentObserver
{
    private const int RowBytesMax = 256;
    private const long MillisecondsPerDay = 86_400_000;
    private const long OffsetMilliseconds = 8 * 3_600_000; // Asia/Shanghai keeps +08:00 through all years a scenario may lie in

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _day = new byte[11];
    private long _dayNumber = long.MinValue;
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
        var milliseconds = time.ToUnixTimeMilliseconds() + OffsetMilliseconds;
        var (day, inDay) = Math.DivRem(milliseconds, MillisecondsPerDay);
        if (day != _dayNumber)
        {
            var date = LocalDatePattern.Iso.Format(Instant.FromUnixTimeMilliseconds(milliseconds).InUtc().Date);
            for (var index = 0; index < date.Length; index++)
                _day[index] = (byte)date[index];
            _day[10] = (byte)'T';
            _dayNumber = day;
        }

        _day.CopyTo(_buffer, _used);
        _used += _day.Length;
        PutDigits((int)(inDay / 3_600_000), 2, ':');
        PutDigits((int)(inDay / 60_000 % 60), 2, ':');
        PutDigits((int)(inDay / 1_000 % 60), 2, '.');
        PutDigits((int)(inDay % 1_000), 3, '+');
        "08:00,"u8.CopyTo(_buffer.AsSpan(_used));
        _used += 6;
    }

    private void PutDigits(int value, int digits, char then)
    {
        for (var place = digits - 1; place >= 0; place--)
        {
            _buffer[_used + place] = (byte)('0' + (value % 10));
            value /= 10;
        }

        _used += digits;
        _buffer[_used++] = (byte)then;
    }
}
