using System.Runtime.CompilerServices;

namespace DcepSim.Logs;

/// <summary>Writes <c>payments.csv</c>, a row a payment, straight as UTF-8 into a large buffer.</summary>
internal sealed class PaymentsCsv : ILogTarget
{
    private const int BufferBytes = 1 << 20;
    private const int RowBytesMax = 256;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly ShanghaiStamp _stamp = new();
    private readonly FileStream _file;

    public PaymentsCsv(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _file.Write("run,sequence,time,entrant,operator,merchant,packetFen,ownMoneyFen,otherTenderFen,packetLeftFen\n"u8);
    }

    public bool KeepsClaims => false;

    public void Write(LogBlock block)
    {
        if (block.IsClaims)
            return;
        for (var rows = block.Rows; !rows.IsEmpty;)
        {
            var count = Math.Min(rows.Length, BufferBytes / RowBytesMax);
            _file.Write(_buffer, 0, Put(rows[..count]));
            rows = rows[count..];
        }
    }

    public void Complete()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
    }

    /// <summary>Only closes: the file holds no buffer of its own, so there is nothing here that a full disk could refuse.</summary>
    public void Dispose() => _file.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a short run is over before the compiler would come back to it
    private int Put(ReadOnlySpan<LogRow> rows)
    {
        var used = 0;
        var buffer = _buffer.AsSpan();
        foreach (ref readonly var row in rows)
        {
            used += DecimalText.Put(buffer[used..], row.Run, (byte)',');
            used += DecimalText.Put(buffer[used..], row.Sequence, (byte)',');
            _stamp.Of(row.UnixMilliseconds).CopyTo(buffer[used..]);
            used += ShanghaiStamp.Length;
            buffer[used++] = (byte)',';
            used += DecimalText.Put(buffer[used..], row.Entrant, (byte)',');
            used += DecimalText.Put(buffer[used..], row.Operator, (byte)',');
            used += DecimalText.Put(buffer[used..], row.Merchant, (byte)',');
            used += DecimalText.Put(buffer[used..], row.PacketFen, (byte)',');
            used += DecimalText.Put(buffer[used..], row.OwnMoneyFen, (byte)',');
            used += DecimalText.Put(buffer[used..], row.OtherTenderFen, (byte)',');
            used += DecimalText.Put(buffer[used..], row.PacketLeftFen, (byte)'\n');
        }

        return used;
    }
}
